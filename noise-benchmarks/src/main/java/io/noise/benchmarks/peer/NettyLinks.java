package io.noise.benchmarks.peer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The links of a client on Netty. A broadcast shares one buffer, which every link sends.
 */
final class NettyLinks {

	private final List<NettyLink> links = new CopyOnWriteArrayList<>();

	void add(NettyLink link) {
		this.links.add(link);
	}

	void remove(NettyLink link) {
		this.links.remove(link);
	}

	CompletableFuture<Void> broadcast(byte[] body) {
		ByteBuf frame = NettyLink.frame(body);
		Object[] all = this.links.toArray();
		ManySends sends = new ManySends(all.length);
		for (Object link : all) {
			((NettyLink) link).enqueue(frame.retainedDuplicate(), sends);
		}
		frame.release();
		return sends;
	}

	private static final class ManySends extends CompletableFuture<Void> implements NettyLink.Completion {

		private final AtomicInteger remaining;

		ManySends(int sends) {
			this.remaining = new AtomicInteger(sends);
			if (sends == 0) {
				complete(null);
			}
		}

		@Override
		public void completed(@Nullable Throwable failure) {
			if (failure != null) {
				completeExceptionally(failure);
			}
			else if (this.remaining.decrementAndGet() == 0) {
				complete(null);
			}
		}

	}

}
