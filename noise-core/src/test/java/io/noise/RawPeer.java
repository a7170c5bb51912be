package io.noise;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The other side of a connection as a plain socket, which sends and reads bytes.
 */
public final class RawPeer implements AutoCloseable {

	private final Socket socket;

	private RawPeer(Socket socket) throws IOException {
		this.socket = socket;
		socket.setTcpNoDelay(true);
		socket.setSoTimeout((int) Nodes.SOON.toMillis());
	}

	/** Dials a node. */
	public static RawPeer dial(Node node) throws IOException {
		return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), node.port()));
	}

	/** Accepts a connection. */
	public static RawPeer accept(ServerSocket server) throws IOException {
		return new RawPeer(server.accept());
	}

	public RawPeer send(String hex) throws IOException {
		return send(HexFormat.of().parseHex(hex));
	}

	public RawPeer send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		return this;
	}

	/** Closes the output. */
	public void end() throws IOException {
		this.socket.shutdownOutput();
	}

	/** Resets the connection. */
	public void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	/** Reads exactly the given number of bytes. */
	String read(int bytes) throws IOException {
		return HexFormat.of().formatHex(input().readNBytes(bytes));
	}

	/** Reads a frame of the plain wire without its length. */
	public byte[] readFrame() throws IOException {
		int length = 0;
		for (int shift = 0;; shift += 7) {
			int b = input().read();
			length |= (b & 0x7f) << shift;
			if (b < 0x80) {
				return input().readNBytes(length);
			}
		}
	}

	/** Whether the other side has closed, with no bytes before that. */
	public boolean isAtEnd() throws IOException {
		return input().read() == -1;
	}

	private InputStream input() throws IOException {
		return this.socket.getInputStream();
	}

	/** Returns a text message as a frame. */
	public static byte[] chat(int opcode, String text) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		byte[] frame = new byte[6 + utf8.length];
		frame[0] = (byte) (5 + utf8.length);
		frame[1] = (byte) opcode;
		frame[2] = (byte) utf8.length;
		System.arraycopy(utf8, 0, frame, 6, utf8.length);
		return frame;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
