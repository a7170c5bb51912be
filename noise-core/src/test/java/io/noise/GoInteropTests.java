package io.noise;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.noise.protocol.Aead;
import io.noise.protocol.Ecdh;
import io.noise.protocol.Protocol;
import io.noise.session.LegacyOptions;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A node of this library and one of Go noise, each dialling the other.
 */
@Tag("interop")
class GoInteropTests {

	private static final int MAX_FRAME_BYTES = 1 << 20;

	private static final int TEXT_OVERHEAD_BYTES = 5;

	private static final int TAG_BYTES = 16;

	@TempDir
	private static Path directory;

	private static GoProgram program;

	private static String whyNot = "";

	@RegisterExtension
	final Nodes nodes = new Nodes();

	@BeforeAll
	static void build() throws Exception {
		try {
			program = GoProgram.build(directory);
		}
		catch (TestAbortedException ex) {
			whyNot = ex.getMessage();
		}
	}

	/**
	 * Here and not in {@code @BeforeAll}, so that each test reports why it was skipped.
	 */
	@BeforeEach
	void needsTheProgram() {
		Assumptions.assumeTrue(program != null, whyNot);
	}

	/** The blocks that run, and their counterparts in this library. */
	enum Blocks {

		PLAIN("plain", 1, false), ECDH("ecdh", 2, false), AEAD("aead", 3, true), AEAD_BY_BLOCKS("aead", 3, true);

		private final String name;

		private final int opcode;

		private final boolean sealed;

		Blocks(String name, int opcode, boolean sealed) {
			this.name = name;
			this.opcode = opcode;
			this.sealed = sealed;
		}

		Node.Builder configure(Node.Builder builder, LegacyOptions options) {
			return switch (this) {
				case PLAIN -> builder.session(Sessions.plain());
				case ECDH -> builder.session(Sessions.plain()).protocol(Protocol.of(new Ecdh(options)));
				case AEAD -> builder.session(Sessions.legacy(options));
				case AEAD_BY_BLOCKS -> {
					Ecdh ecdh = new Ecdh(options);
					yield builder.session(Sessions.plain()).protocol(Protocol.of(ecdh, new Aead(ecdh)));
				}
			};
		}

		int longestText() {
			return MAX_FRAME_BYTES - TEXT_OVERHEAD_BYTES - (this.sealed ? TAG_BYTES : 0);
		}

	}

	/** Blocks and their options. */
	record Setting(Blocks blocks, LegacyOptions options) {

		List<String> arguments(String... more) {
			List<String> all = new ArrayList<>(List.of("-blocks", this.blocks.name, "-suite",
					this.options.cipher().name(), "-hash", this.options.hash().name()));
			all.addAll(List.of(more));
			return all;
		}

	}

	static Stream<Setting> settings() {
		Stream<Setting> inTheClear = Stream.of(Blocks.PLAIN, Blocks.ECDH)
			.map((blocks) -> new Setting(blocks, LegacyOptions.defaults()));
		Stream<Setting> sealed = Stream.of(Blocks.AEAD, Blocks.AEAD_BY_BLOCKS)
			.flatMap((blocks) -> Stream.of(LegacyOptions.Cipher.values())
				.flatMap((cipher) -> Stream.of(LegacyOptions.Hash.values())
					.map((hash) -> new Setting(blocks, LegacyOptions.defaults().withCipher(cipher).withHash(hash)))));
		return Stream.concat(inTheClear, sealed);
	}

	private Node node(Setting setting) {
		Node node = this.nodes.create((builder) -> setting.blocks()
			.configure(builder, setting.options())
			.handshakeTimeout(Nodes.SOON)
			.sendTimeout(Nodes.SOON));
		node.messages().register(setting.blocks().opcode, Chat.class);
		return node;
	}

	@ParameterizedTest
	@MethodSource("settings")
	void weDial_andTalk(Setting setting) throws Exception {
		try (GoProgram.Running go = program.start(setting.arguments())) {
			talk(node(setting).dial(go.address()), setting);
			assertThat(go.process().isAlive()).isTrue();
		}
	}

	@ParameterizedTest
	@MethodSource("settings")
	void theyDial_andTalk(Setting setting) throws Exception {
		Node node = node(setting);
		node.listen();
		try (GoProgram.Running go = program.start(setting.arguments("-dial", node.externalAddress()))) {
			talk(only(node), setting);
			assertThat(go.process().isAlive()).isTrue();
		}
	}

	@ParameterizedTest
	@MethodSource("settings")
	void theyDial_andSendInTheirFirstHook_andTheSessionStands(Setting setting) throws Exception {
		Node node = node(setting);
		node.listen();
		try (GoProgram.Running go = program
			.start(setting.arguments("-dial", node.externalAddress(), "-early", "here I am"))) {
			Peer peer = only(node);
			if (!setting.blocks().sealed) {
				assertThat(peer.receive(Chat.class, Nodes.SOON)).isEqualTo(new Chat("here I am"));
			}
			talk(peer, setting);
			assertThat(go.process().isAlive()).isTrue();
		}
	}

	/** Returns a plain session, and one with each cipher. */
	static Stream<Setting> ciphers() {
		return settings().filter((setting) -> setting.blocks() == Blocks.PLAIN || setting.blocks() == Blocks.AEAD)
			.filter((setting) -> setting.options().hash() == LegacyOptions.Hash.SHA_256);
	}

	@ParameterizedTest
	@MethodSource("ciphers")
	void weDial_andThousandsTravelBothWaysAtOnce(Setting setting) throws Exception {
		try (GoProgram.Running go = program.start(setting.arguments())) {
			EchoedTexts.exchange(node(setting).dial(go.address()), setting.blocks().longestText());
			assertThat(go.process().isAlive()).isTrue();
		}
	}

	@ParameterizedTest
	@MethodSource("ciphers")
	void theyDial_andThousandsTravelBothWaysAtOnce(Setting setting) throws Exception {
		Node node = node(setting);
		node.listen();
		try (GoProgram.Running go = program.start(setting.arguments("-dial", node.externalAddress()))) {
			EchoedTexts.exchange(only(node), setting.blocks().longestText());
			assertThat(go.process().isAlive()).isTrue();
		}
	}

	private static Peer only(Node node) {
		await().atMost(Nodes.SOON).until(() -> node.peers().size() == 1);
		return node.peers().get(0);
	}

	/** Exchanges messages with a program that sends them back. */
	private static void talk(Peer peer, Setting setting) {
		for (int length : new int[] { 0, 1, 1000, 65_536, setting.blocks().longestText() }) {
			Chat chat = new Chat("x".repeat(length));
			peer.send(chat);
			assertThat(peer.receive(Chat.class, Nodes.SOON)).isEqualTo(chat);
		}
	}

}
