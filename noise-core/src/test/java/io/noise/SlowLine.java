package io.noise;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A line with a fixed rate of bytes per second in each direction, between clients and one
 * address. It buffers little; bytes that it has not carried wait in the sockets of both
 * ends.
 */
public final class SlowLine implements AutoCloseable {

	private static final int BUFFER_BYTES = 4 << 10;

	private static final int PIECES_A_SECOND = 20;

	private final ServerSocket listener = new ServerSocket();

	private final int port;

	private final int bytesPerSecond;

	private volatile boolean cut;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	public SlowLine(int port, int bytesPerSecond) throws IOException {
		this.port = port;
		this.bytesPerSecond = bytesPerSecond;
		this.listener.setReceiveBufferSize(BUFFER_BYTES);
		this.listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		start("accept", this::accept);
	}

	/**
	 * Drops all later bytes without closing a connection.
	 */
	public void cut() {
		this.cut = true;
	}

	public String address() {
		return "127.0.0.1:" + this.listener.getLocalPort();
	}

	private void accept() throws IOException {
		while (true) {
			Socket near = this.listener.accept();
			Socket far = new Socket();
			far.setReceiveBufferSize(BUFFER_BYTES);
			this.sockets.addAll(List.of(near, far));
			far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port));
			carry(near, far);
			carry(far, near);
		}
	}

	private void carry(Socket from, Socket to) throws IOException {
		to.setSendBufferSize(BUFFER_BYTES);
		to.setTcpNoDelay(true);
		start("carry", () -> {
			byte[] piece = new byte[Math.max(1, this.bytesPerSecond / PIECES_A_SECOND)];
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int bytes = in.read(piece); bytes >= 0; bytes = in.read(piece)) {
				if (this.cut) {
					continue;
				}
				out.write(piece, 0, bytes);
				LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(bytes) / this.bytesPerSecond);
			}
			if (!this.cut) {
				to.shutdownOutput();
			}
		});
	}

	/** Work that ends when its socket does. */
	private interface Work {

		void run() throws IOException;

	}

	private void start(String name, Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// One of the ends, or the line, has been closed.
			}
		}, "slow-line-" + name);
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

}
