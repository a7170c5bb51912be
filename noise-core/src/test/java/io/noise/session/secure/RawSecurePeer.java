package io.noise.session.secure;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import io.noise.identity.Identity;
import io.noise.payload.PayloadReader;
import io.noise.session.channel.FirstBytes;
import io.noise.session.channel.Role;

/**
 * The other end of a secure session, on a plain socket: it knows the wire, and breaks its
 * rules at whatever step a test wants. Steps that a test does not take itself are taken
 * honestly by {@link #shakeHands()}.
 */
final class RawSecurePeer implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 20_000;

	private static final int CHOICE_BYTES = 13;

	private final Socket socket;

	private final DataInputStream in;

	private final Role role;

	private Identity identity = Identity.generate();

	private X25519KeyPair staticKeys = TestKeys.fresh();

	private X25519KeyPair ephemeral = TestKeys.fresh();

	private byte[] offer = Preamble.offer(List.of(1, 2), Preamble.network(""));

	private Handshake handshake;

	private CipherState.Pair ciphers;

	private ByteBuffer opened = ByteBuffer.allocate(0);

	private RawSecurePeer(Socket socket, Role role) throws IOException {
		this.socket = socket;
		this.role = role;
		this.in = new DataInputStream(socket.getInputStream());
		socket.setTcpNoDelay(true);
		socket.setSoTimeout(PATIENCE_MILLIS);
	}

	static RawSecurePeer dial(int port) throws IOException {
		return new RawSecurePeer(new Socket(InetAddress.getLoopbackAddress(), port), Role.INITIATOR);
	}

	/** Dials with a small receive buffer, so that it is soon full. */
	static RawSecurePeer dialTight(int port) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(8 << 10);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		return new RawSecurePeer(socket, Role.INITIATOR);
	}

	static RawSecurePeer accept(ServerSocket server) throws IOException {
		return new RawSecurePeer(server.accept(), Role.RESPONDER);
	}

	// --- who it is

	RawSecurePeer identity(Identity other) {
		this.identity = other;
		return this;
	}

	RawSecurePeer staticKeys(X25519KeyPair other) {
		this.staticKeys = other;
		return this;
	}

	RawSecurePeer ephemeral(X25519KeyPair other) {
		this.ephemeral = other;
		return this;
	}

	// --- the handshake, step by step

	/** All of it, and both ACCEPTs. */
	RawSecurePeer connect() throws IOException {
		shakeHands().send(Frames.accept());
		readFrame();
		return this;
	}

	/** All of it, up to the first frame. */
	RawSecurePeer shakeHands() throws IOException {
		if (this.role == Role.INITIATOR) {
			begin().readAnswer();
			return sendMessage3(proof());
		}
		readOffer();
		readMessage1();
		sendAnswer(proof());
		return readMessage3();
	}

	/** An honest offer and message 1. */
	RawSecurePeer begin() throws IOException {
		return sendOffer(this.offer).sendMessage1(this.ephemeral.publicKey());
	}

	RawSecurePeer sendOffer(byte[] bytes) throws IOException {
		this.offer = bytes;
		return sendBytes(bytes);
	}

	RawSecurePeer sendMessage1(byte[] bytes) throws IOException {
		return sendMessage(bytes);
	}

	/** Reads the choice and message 2. */
	byte[] readAnswer() throws IOException {
		byte[] choice = readBytes(CHOICE_BYTES);
		initialize(choice);
		this.handshake.write(new byte[0]);
		return this.handshake.read(readMessage());
	}

	RawSecurePeer sendMessage3(byte[] payload) throws IOException {
		sendMessage(this.handshake.write(payload));
		this.ciphers = this.handshake.split();
		return this;
	}

	byte[] readOffer() throws IOException {
		this.offer = readBytes(FirstBytes.secure().length + 1 + 1 + 1 + 2 + 32);
		return this.offer;
	}

	void readMessage1() throws IOException {
		initialize(Preamble.choice(1));
		this.handshake.read(readMessage());
	}

	/** Sends the choice and message 2. */
	RawSecurePeer sendAnswer(byte[] payload) throws IOException {
		sendBytes(Preamble.choice(1));
		return sendMessage(this.handshake.write(payload));
	}

	RawSecurePeer readMessage3() throws IOException {
		this.handshake.read(readMessage());
		this.ciphers = this.handshake.split();
		return this;
	}

	private void initialize(byte[] choice) {
		Suite suite = Suite.ofId(choice[CHOICE_BYTES - 1]).orElseThrow();
		this.handshake = new Handshake(this.role, suite, Hash.SHA256, Prologue.of(this.offer, choice), this.staticKeys,
				this.ephemeral);
	}

	/** An honest proof, due now. */
	byte[] proof() {
		return proof(this.role, hash(), this.staticKeys.publicKey());
	}

	byte[] proof(Role as, byte[] hash, byte[] staticKey) {
		return IdentityProof.make(JdkCurves.INSTANCE, this.identity, as, hash, staticKey);
	}

	byte[] hash() {
		return this.handshake.hash();
	}

	byte[] staticKey() {
		return this.staticKeys.publicKey();
	}

	RawSecurePeer sendMessage(byte[] message) throws IOException {
		return sendBytes(HandshakeHandler.framed(message));
	}

	byte[] readMessage() throws IOException {
		return readBytes(this.in.readUnsignedShort());
	}

	// --- records and frames

	/** Frames, in as few records as they need, all at once. */
	RawSecurePeer send(byte[]... frames) throws IOException {
		return sendBytes(records(frames));
	}

	/** Sends frames to one who may have hung up; false if so. */
	boolean trySend(byte[]... frames) throws IOException {
		try {
			send(frames);
			return true;
		}
		catch (SocketException ex) {
			return false;
		}
	}

	/** Seals frames into as few records as they need; the next in turn. */
	byte[] records(byte[]... frames) {
		byte[] all = Frames.concat(frames);
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		for (int at = 0; at < all.length; at += RecordEncoder.MAX_PLAINTEXT_BYTES) {
			int end = Math.min(at + RecordEncoder.MAX_PLAINTEXT_BYTES, all.length);
			records.writeBytes(record(Arrays.copyOfRange(all, at, end)));
		}
		return records.toByteArray();
	}

	/** Seals a record; the next in turn, whether or not it is sent. */
	byte[] record(byte[] plain) {
		byte[] sealed = new byte[plain.length + CipherState.TAG_BYTES];
		this.ciphers.send().seal(ByteBuffer.wrap(plain), ByteBuffer.wrap(sealed));
		return HandshakeHandler.framed(sealed);
	}

	/**
	 * Reads a frame.
	 * @return its kind, then its body
	 */
	PayloadReader readFrame() throws IOException {
		int length = 0;
		for (int shift = 0;; shift += 7) {
			int next = nextByte();
			length |= (next & 0x7f) << shift;
			if (next < 0x80) {
				break;
			}
		}
		byte[] frame = new byte[length];
		for (int i = 0; i < length; i++) {
			frame[i] = (byte) nextByte();
		}
		return PayloadReader.of(frame);
	}

	/** Reads up to the next frame of a kind. */
	PayloadReader readFrame(int kind) throws IOException {
		PayloadReader frame = readFrame();
		while (frame.readUnsignedByte() != kind) {
			frame = readFrame();
		}
		return frame;
	}

	/** Reads and forgets the frames that have come so far. */
	void readWhatIsThere() throws IOException {
		while (this.in.available() > 0) {
			readFrame();
		}
	}

	private int nextByte() throws IOException {
		while (!this.opened.hasRemaining()) {
			byte[] sealed = readBytes(this.in.readUnsignedShort());
			byte[] plain = new byte[sealed.length];
			int length = this.ciphers.receive().open(ByteBuffer.wrap(sealed), ByteBuffer.wrap(plain));
			this.opened = ByteBuffer.wrap(plain, 0, length);
		}
		return this.opened.get() & 0xff;
	}

	// --- bytes

	RawSecurePeer sendBytes(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		return this;
	}

	byte[] readBytes(int count) throws IOException {
		byte[] bytes = new byte[count];
		this.in.readFully(bytes);
		return bytes;
	}

	/** All that comes until the end. */
	byte[] readToTheEnd() throws IOException {
		return this.in.readAllBytes();
	}

	/** Says that nothing more comes. */
	RawSecurePeer end() throws IOException {
		this.socket.shutdownOutput();
		return this;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	static byte[] flipped(byte[] bytes, int index, int bits) {
		byte[] changed = Arrays.copyOf(bytes, bytes.length);
		changed[index] ^= (byte) bits;
		return changed;
	}

}
