package io.noise.session.secure;

import java.util.Arrays;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Somebody on the path plays with the records of an honest connection: what comes after
 * them never arrives, and the connection ends.
 */
class RecordAttackTests {

	@RegisterExtension
	final Target target = new Target();

	private RawSecurePeer peer;

	private byte[] first;

	private byte[] second;

	@BeforeEach
	void connect() throws Exception {
		this.target.start();
		this.peer = this.target.connected();
		this.peer.send(Frames.chat("before"));
		this.first = this.peer.record(Frames.chat("first"));
		this.second = this.peer.record(Frames.chat("second"));
		this.target.awaitReceived("before");
	}

	private void assertRefused(String words, String... received) throws Exception {
		this.peer.end();
		this.target.assertDisconnected("PROTOCOL", words);
		this.target.awaitReceived(received);
		this.peer.close();
	}

	@Test
	void inOrder_theyArrive() throws Exception {
		this.peer.sendBytes(this.first).sendBytes(this.second);
		this.target.awaitReceived("before", "first", "second");
		this.peer.close();
	}

	@Test
	void outOfOrder_isRefused() throws Exception {
		this.peer.sendBytes(this.second).sendBytes(this.first);
		assertRefused("wrong tag", "before");
	}

	@Test
	void twice_isRefused() throws Exception {
		this.peer.sendBytes(this.first);
		// What still waits when the second one comes would not be handled.
		this.target.awaitReceived("before", "first");
		this.peer.sendBytes(this.first).sendBytes(this.second);
		assertRefused("wrong tag", "before", "first");
	}

	@Test
	void oneMissing_isRefused() throws Exception {
		this.peer.sendBytes(this.second);
		assertRefused("wrong tag", "before");
	}

	@Test
	void altered_isRefused() throws Exception {
		this.peer.sendBytes(RawSecurePeer.flipped(this.first, 5, 4)).sendBytes(this.second);
		assertRefused("wrong tag", "before");
	}

	@Test
	void shorterThanATag_isRefused() throws Exception {
		this.peer.sendBytes(HandshakeHandler.framed(new byte[15]));
		assertRefused("record: 15 bytes (expected: 16 to 65535)", "before");
	}

	@Test
	void injected_isRefused() throws Exception {
		this.peer.sendBytes(HandshakeHandler.framed(new byte[65_535]));
		assertRefused("wrong tag", "before");
	}

	@Test
	void cutOff_isALostConnection() throws Exception {
		this.peer.sendBytes(Arrays.copyOf(this.first, this.first.length - 1)).end();
		this.target.assertDisconnected("CONNECTION_LOST", "without a closing word");
		this.target.awaitReceived("before");
		this.peer.close();
	}

	@Test
	void ownRecordsSentBack_areRefused() throws Exception {
		this.target.other().send(new Target.Chat("to the attacker"));
		byte[] length = this.peer.readBytes(2);
		byte[] record = this.peer.readBytes(((length[0] & 0xff) << 8) | (length[1] & 0xff));
		this.peer.sendBytes(HandshakeHandler.framed(record));
		assertRefused("wrong tag", "before");
	}

}
