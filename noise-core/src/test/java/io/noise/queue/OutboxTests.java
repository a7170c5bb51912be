package io.noise.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalIoHandler;
import io.noise.NotSentException;
import io.noise.UnknownOutcomeException;
import io.noise.concurrent.NodeRuntime;
import io.noise.concurrent.Platform;
import io.noise.message.InterceptorChain;
import io.noise.message.MessageRegistry;
import io.noise.message.RemoteTypes;
import io.noise.session.Sessions;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.CloseCode;
import io.noise.session.channel.SessionLink;
import io.noise.session.channel.TypeEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class OutboxTests {

	private static final long AN_HOUR = TimeUnit.HOURS.toNanos(1);

	private static final Duration STALL = Duration.ofMinutes(1);

	/** The executor of users' code is the test's own thread. */
	private final NodeRuntime runtime = new NodeRuntime(Platform.system(), LocalIoHandler.newFactory(), Runnable::run,
			() -> true);

	private final HeldWrites writes = new HeldWrites();

	private final EmbeddedChannel channel = new EmbeddedChannel(this.writes);

	private final ByteBudget room = new ByteBudget(1 << 20, System::nanoTime);

	private final Wire wire = new Wire();

	private final InterceptorChain interceptors = new InterceptorChain((type) -> () -> {
	}, () -> {
	});

	private final OutboxFrames frames = new OutboxFrames(this.interceptors,
			new RemoteTypes(new MessageRegistry((ChannelSession) Sessions.plain()), false), (messages) -> {
			});

	private final List<Throwable> failures = new ArrayList<>();

	private long taken;

	private final Outbox outbox = new Outbox(this.channel, this.room, this.frames,
			new OutboxWrites("peer abc-1", this.channel, STALL, () -> this.taken), this.failures::add);

	@BeforeEach
	void begin() {
		this.frames.begin(this.wire);
	}

	@AfterEach
	void release() {
		this.channel.finishAndReleaseAll();
		this.runtime.shutDown();
	}

	private QueuedMessage message(long nanosLeft) {
		return message(10, nanosLeft);
	}

	private QueuedMessage message(int length, long nanosLeft) {
		QueuedMessage message = new QueuedMessage(this.runtime.dependents(), new byte[length],
				this.channel.eventLoop().ticker().nanoTime() + nanosLeft, false, this.outbox::forget);
		assertThat(this.room.tryTake(message.cost())).isTrue();
		return message;
	}

	private QueuedMessage add(long nanosLeft) {
		QueuedMessage message = message(nanosLeft);
		this.outbox.add(message);
		return message;
	}

	private static Throwable failure(QueuedMessage message) throws InterruptedException {
		try {
			message.get();
			throw new AssertionError("it was sent");
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
	}

	@Test
	void aMessage_isWrittenAndLetsGoOfItsBytes() {
		QueuedMessage message = add(AN_HOUR);
		this.channel.runPendingTasks();
		this.writes.letGo();
		assertThat(message).isCompleted();
		assertThat(this.room.used()).isZero();
		assertThatNullPointerException().isThrownBy(message::body);
	}

	@Test
	void aMessageThatIsCalledBack_letsGoOfItsBytes() {
		this.wire.credit = 0;
		QueuedMessage message = add(AN_HOUR);
		message.cancel(false);
		assertThatNullPointerException().isThrownBy(message::body);
	}

	@Test
	void aMessageThatItsOwnerCompletes_isNotSentAndLetsGoOfItsBytes() {
		QueuedMessage message = add(AN_HOUR);
		message.completeExceptionally(new IllegalStateException("not any more"));
		this.channel.runPendingTasks();
		assertThat(this.writes.promises).isEmpty();
		assertThatNullPointerException().isThrownBy(message::body);
	}

	@Test
	void cancel_ofTheOneThatWaitsForCredit_givesItsRoomBack() {
		this.wire.credit = 0;
		QueuedMessage message = add(AN_HOUR);
		this.channel.runPendingTasks();
		assertThat(message.cancel(false)).isTrue();
		this.channel.runPendingTasks();
		assertThat(this.room.used()).isZero();
	}

	@Test
	void cancel_ofTheOneThatWaitsForCredit_letsASmallerOneGo() {
		this.wire.credit = 1;
		QueuedMessage first = add(AN_HOUR);
		QueuedMessage second = message(1, AN_HOUR);
		this.outbox.add(second);
		this.channel.runPendingTasks();
		first.cancel(false);
		this.channel.runPendingTasks();
		this.writes.letGo();
		assertThat(second).isCompleted();
	}

	@Test
	void theOneThatWaitsForCredit_withdrawnWhenItsTimeIsOver_letsASmallerOneGo() throws Exception {
		this.wire.credit = 1;
		QueuedMessage first = add(0);
		QueuedMessage second = message(1, AN_HOUR);
		this.outbox.add(second);
		this.channel.runPendingTasks();
		assertThat(this.writes.promises).isEmpty();
		expire();
		assertThat(failure(first)).isInstanceOf(NotSentException.class);
		this.writes.letGo();
		assertThat(second).isCompleted();
	}

	@Test
	void theTimer_behindTheEnd_writesNothing() throws Exception {
		QueuedMessage held = add(0);
		this.channel.runPendingTasks();
		this.outbox.fail("the connection is gone");
		QueuedMessage behind = message(1, AN_HOUR);
		this.outbox.add(behind);
		expire();
		assertThat(this.writes.promises).hasSize(1);
		assertThat(held).isNotDone();
		this.channel.runPendingTasks();
		assertThat(failure(behind)).isInstanceOf(NotSentException.class).hasMessageContaining("is gone");
	}

	/** Runs the timer of the oldest message. */
	private void expire() {
		this.channel.advanceTimeBy(1, TimeUnit.SECONDS);
		this.channel.runScheduledPendingTasks();
	}

	@Test
	void noMemoryForABuffer_failsTheMessageAndTheConnection() throws Exception {
		this.wire.bufferFailure = new InternalError("as a test");
		QueuedMessage message = add(AN_HOUR);
		QueuedMessage behind = add(AN_HOUR);
		this.channel.runPendingTasks();
		assertThat(failure(message)).isInstanceOf(NotSentException.class);
		assertThat(failure(behind)).isInstanceOf(NotSentException.class);
		assertThat(this.failures).containsExactly(this.wire.bufferFailure);
		assertThat(this.room.used()).isZero();
	}

	@Test
	void aMessageThatCannotBeEncoded_failsThoseOfItsBatchAsNotSent() throws Exception {
		QueuedMessage first = add(AN_HOUR);
		QueuedMessage second = add(AN_HOUR);
		this.wire.encodable = 1;
		this.channel.runPendingTasks();
		assertThat(failure(first)).isInstanceOf(NotSentException.class).hasMessageContaining("the one after it");
		assertThat(failure(second)).isInstanceOf(NotSentException.class).hasMessageContaining("not encoded");
		assertThat(this.failures).hasSize(1);
		assertThat(this.wire.out.refCnt()).isZero();
	}

	@Test
	void whatIsAddedBehindTheEnd_isNotSent() throws Exception {
		List<String> events = new ArrayList<>();
		QueuedMessage before = add(AN_HOUR);
		this.outbox.end("the peer is disconnected", () -> events.add("empty"));
		assertThat(events).isEmpty();
		this.writes.letGo();
		assertThat(before).isCompleted();
		assertThat(events).containsExactly("empty");
		QueuedMessage behind = add(AN_HOUR);
		this.channel.runPendingTasks();
		assertThat(failure(behind)).isInstanceOf(NotSentException.class).hasMessageContaining("disconnected");
	}

	@Test
	void aWriteThatFailsBeforeAnOlderOneIsDone_leavesThatToTheStallTimeout() throws Exception {
		QueuedMessage first = add(0);
		this.channel.runPendingTasks();
		this.writes.failure = new IllegalStateException("as a test");
		QueuedMessage second = add(AN_HOUR);
		this.channel.runPendingTasks();
		assertThat(failure(second)).isInstanceOf(UnknownOutcomeException.class);
		pass(STALL);
		assertThat(failure(first)).isInstanceOf(UnknownOutcomeException.class);
	}

	/** Advances the time and runs the timers. */
	private void pass(Duration time) {
		for (int i = 0; i < 4; i++) {
			this.channel.advanceTimeBy(time.toMillis() / 4 + 1, TimeUnit.MILLISECONDS);
			this.channel.runScheduledPendingTasks();
		}
	}

	@Test
	void aMessageThatHasBegun_outlivesItsTimeAsLongAsSomethingIsTaken() throws Exception {
		QueuedMessage message = add(0);
		this.channel.runPendingTasks();
		for (int i = 0; i < 10; i++) {
			this.taken++;
			pass(STALL.dividedBy(2));
			assertThat(message).isNotDone();
		}
		pass(STALL);
		assertThat(failure(message)).isInstanceOf(UnknownOutcomeException.class)
			.hasMessageContaining("noise.limits.stall-timeout");
		this.writes.letGo();
		assertThat(message).isCompletedExceptionally();
	}

	@Test
	void aMessageThatBegins_hasAllTheTime() {
		QueuedMessage first = add(AN_HOUR);
		this.channel.runPendingTasks();
		pass(STALL.dividedBy(2));
		this.writes.letGo();
		assertThat(first).isCompleted();
		QueuedMessage second = add(AN_HOUR);
		this.channel.runPendingTasks();
		pass(STALL.dividedBy(2));
		assertThat(second).isNotDone();
		pass(STALL);
		assertThat(second).isCompletedExceptionally();
	}

	/** The interceptor uses its array for the next message of another peer. */
	@Test
	void aSealedMessageThatWaitsForCredit_isNotTheInterceptorsArray() {
		byte[] reused = new byte[20];
		this.interceptors.beforeSent((message) -> reused);
		this.wire.credit = 10;
		add(AN_HOUR);
		this.channel.runPendingTasks();
		reused[0] = 1;
		this.wire.credit = 100;
		this.outbox.drain();
		assertThat(this.wire.last).isEqualTo(new byte[20]);
	}

	/** Writes that complete on request of the test. */
	private static final class HeldWrites extends ChannelOutboundHandlerAdapter {

		private final List<ChannelPromise> promises = new ArrayList<>();

		private @Nullable Throwable failure;

		@Override
		public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
			((ByteBuf) message).release();
			if (this.failure != null) {
				promise.setFailure(this.failure);
			}
			else {
				this.promises.add(promise);
			}
		}

		void letGo() {
			this.promises.forEach(ChannelPromise::setSuccess);
			this.promises.clear();
		}

	}

	/** A session whose frames cost their length. */
	private static final class Wire implements SessionLink {

		private int credit = Integer.MAX_VALUE;

		private byte[] last = {};

		private int encodable = Integer.MAX_VALUE;

		private @Nullable Error bufferFailure;

		private ByteBuf out = Unpooled.EMPTY_BUFFER;

		@Override
		public boolean admits(int bytes) {
			return bytes <= this.credit;
		}

		@Override
		public ByteBuf buffer(int bytes) {
			if (this.bufferFailure != null) {
				throw this.bufferFailure;
			}
			this.out = Unpooled.buffer(bytes);
			return this.out;
		}

		@Override
		public void encode(byte[] frame, ByteBuf to) {
			if (this.encodable == 0) {
				throw new IllegalStateException("as a test");
			}
			this.encodable--;
			this.last = frame.clone();
			this.credit -= frame.length;
			to.writeBytes(frame);
		}

		@Override
		public int maxMessageBytes() {
			return 100;
		}

		@Override
		public void announce(List<TypeEntry> types, ByteBuf to) {
			// No type is registered.
		}

		@Override
		public boolean limitsByCredit() {
			return true;
		}

		@Override
		public void taken(long cost) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<Duration> ping() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Optional<Duration> roundTripTime() {
			return Optional.empty();
		}

		@Override
		public boolean close(CloseCode code, String words) {
			return false;
		}

		@Override
		public void pause() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void resume() {
			throw new UnsupportedOperationException();
		}

	}

}
