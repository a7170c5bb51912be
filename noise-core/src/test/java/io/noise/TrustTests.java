package io.noise;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import io.noise.identity.AllowList;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import io.noise.identity.Trust;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Nodes that trust some nodes only.
 */
class TrustTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final EventLog log = new EventLog();

	private static NodeId id(Node node) {
		return NodeId.parse(node.id());
	}

	private Node listening(Trust trust) {
		Node node = this.nodes.create((builder) -> builder.trust(trust));
		node.listen();
		return node;
	}

	@Test
	void allowList_nodeOnIt_becomesPeer() {
		Node dialer = this.nodes.create();
		Node listener = listening(Trust.allowList(List.of(id(dialer))));
		assertThat(dialer.dial(listener.externalAddress()).isConnected()).isTrue();
		await().atMost(Nodes.SOON).until(() -> listener.peer(id(dialer)).isPresent());
	}

	@Test
	void allowList_strangerWhoDials_isToldAndRunsNoHook() {
		Node listener = listening(Trust.allowList(List.of()));
		listener.onPeerInit((node, peer) -> this.log.add("init"));
		Node dialer = this.nodes.create();
		assertThat(Nodes.refused(dialer, listener.externalAddress())).hasMessageContaining("not on the allow-list");
		assertThat(listener.stats().peersAccepted()).isZero();
		listener.close();
		assertThat(this.log.events()).isEmpty();
	}

	@Test
	void allowList_strangerWhoIsDialled_isRefusedByItsId() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.trust(Trust.allowList(List.of())));
		assertThat(Nodes.refused(dialer, listener.externalAddress())).hasMessageContaining(listener.id())
			.hasMessageContaining("not on the allow-list of this node");
		assertThat(listener.stats().peersAccepted()).isZero();
	}

	@Test
	void allowList_nodeTakenOff_isDisconnectedFromAllNodesThatUseIt() {
		Node dialer = this.nodes.create();
		Node other = this.nodes.create();
		AllowList list = Trust.allowList(List.of(id(dialer), id(other)));
		Node one = listening(list);
		Node two = listening(list);
		Peer toOne = dialer.dial(one.externalAddress());
		Peer toTwo = dialer.dial(two.externalAddress());
		Peer stays = other.dial(one.externalAddress());
		await().atMost(Nodes.SOON).until(() -> one.peers().size() == 2 && two.peers().size() == 1);
		Peer seen = one.peer(id(dialer)).orElseThrow();
		assertThat(list.remove(id(dialer))).isTrue();
		assertThat(seen.disconnectReason()).contains(DisconnectReason.REJECTED);
		await().atMost(Nodes.SOON).until(() -> !toOne.isConnected() && !toTwo.isConnected());
		assertThat(toOne.disconnectReason()).contains(DisconnectReason.REMOTE);
		assertThat(stays.isConnected()).isTrue();
		Nodes.refused(dialer, one.externalAddress());
	}

	@Test
	void allowList_peerThatWasDialledAndIsTakenOff_isDisconnected() {
		Node listener = this.nodes.listening();
		AllowList list = Trust.allowList(List.of(id(listener)));
		Node dialer = this.nodes.create((builder) -> builder.trust(list));
		Peer peer = dialer.dial(listener.externalAddress());
		list.replace(List.of());
		assertThat(peer.disconnectReason()).contains(DisconnectReason.REJECTED);
	}

	@Test
	void allowList_nodeTakenOffDuringTheHandshake_isRefused() {
		Node listener = this.nodes.listening();
		AllowList list = Trust.allowList(List.of(id(listener)));
		Node dialer = this.nodes
			.create((builder) -> builder.trust(list).authorizer((candidate) -> list.remove(candidate.identity())));
		assertThat(Nodes.refused(dialer, listener.externalAddress())).hasMessageContaining("not on the allow-list");
		assertThat(dialer.stats().peersDialed()).isZero();
	}

	@Test
	void allowList_nodeAddedLater_becomesPeer() {
		AllowList list = Trust.allowList(List.of());
		Node listener = listening(list);
		Node dialer = this.nodes.create();
		Nodes.refused(dialer, listener.externalAddress());
		assertThat(list.add(id(dialer))).isTrue();
		assertThat(list.add(id(dialer))).isFalse();
		assertThat(dialer.dial(listener.externalAddress()).isConnected()).isTrue();
	}

	@Test
	void build_allowListOnSessionWithoutIdentities_isRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Node.builder().session(Sessions.plain()).trust(Trust.allowList(List.of())).build())
			.withMessageContaining("session plain proves no identities")
			.withMessageContaining("expected: session secure");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Node.builder().session(Sessions.plain()).authorizer((candidate) -> true).build())
			.withMessageContaining("session plain proves no identities");
	}

	// --- trust on first use

	private Node listening(Identity identity, int port) {
		Node node = this.nodes.create((builder) -> builder.session(Sessions.secure(identity)).port(port));
		node.listen();
		return node;
	}

	/** Replaces a node by another one at its address. */
	private Node replaced(Node first) {
		first.close();
		return listening(Identity.generate(), first.port());
	}

	@Test
	void firstUse_anotherNodeAtAnAddress_isRefusedAndBothAreNamed() {
		Node first = listening(Identity.generate(), 0);
		Node dialer = this.nodes.create((builder) -> builder.trust(Trust.firstUse()));
		dialer.dial(first.externalAddress()).disconnect();
		dialer.dial(first.externalAddress()).disconnect();
		Node second = replaced(first);
		assertThat(Nodes.refused(dialer, second.externalAddress())).hasMessageContaining(first.id())
			.hasMessageContaining(second.id())
			.hasMessageContaining("restart this node");
	}

	@Test
	void firstUse_pinnedAddress_isJudgedByItsPinAlone() {
		Node first = listening(Identity.generate(), 0);
		Node dialer = this.nodes.create((builder) -> builder.trust(Trust.firstUse()));
		dialer.dial(first.externalAddress()).disconnect();
		Node second = replaced(first);
		assertThat(dialer.dial(second.id() + "@" + second.externalAddress()).isConnected()).isTrue();
		Nodes.refused(dialer, second.externalAddress());
	}

	@Test
	void firstUse_whoDialsUs_isTrusted() {
		Node listener = listening(Trust.firstUse());
		assertThat(this.nodes.create().dial(listener.externalAddress()).isConnected()).isTrue();
	}

	@Test
	void firstUse_nodeThatTheAuthorizerRefuses_isNotRemembered(@TempDir Path directory) {
		Path file = directory.resolve("known");
		Node listener = this.nodes.listening();
		Node dialer = this.nodes
			.create((builder) -> builder.trust(Trust.firstUse(file)).authorizer((candidate) -> false));
		Nodes.refused(dialer, listener.externalAddress());
		assertThat(file).doesNotExist();
	}

	@Test
	void firstUse_file_outlivesTheNode_andMayBeEdited(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("sub/known");
		Node first = listening(Identity.generate(), 0);
		Node dialer = this.nodes.create((builder) -> builder.trust(Trust.firstUse(file)));
		dialer.dial(first.externalAddress()).disconnect();
		assertThat(file).hasContent(first.externalAddress() + " " + first.id());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		Node second = replaced(first);
		Node later = this.nodes.create((builder) -> builder.trust(Trust.firstUse(file)));
		assertThat(Nodes.refused(later, second.externalAddress())).hasMessageContaining(file.toString())
			.hasMessageContaining("take its line");
		Files.writeString(file, "# moved\n");
		assertThat(later.dial(second.externalAddress()).isConnected()).isTrue();
		assertThat(file).hasContent("# moved\n" + second.externalAddress() + " " + second.id());
	}

	@Test
	void firstUse_fileThatBreaksLater_refuses(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("known");
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.trust(Trust.firstUse(file)));
		Files.writeString(file, "what is this");
		assertThat(Nodes.refused(dialer, listener.externalAddress())).hasMessageContaining(file + ": line 1");
	}

}
