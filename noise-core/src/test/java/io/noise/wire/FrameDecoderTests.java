package io.noise.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.noise.wire.FrameException.Fault;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class FrameDecoderTests {

	private static final int MAX_FRAME = 1000;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final List<byte[]> frames = new ArrayList<>();

	private final List<Object> events = new ArrayList<>();

	private final List<Throwable> failures = new ArrayList<>();

	private boolean pausing;

	private ReadFlow flow;

	private final EmbeddedChannel channel = channel();

	private EmbeddedChannel channel() {
		EmbeddedChannel embedded = new EmbeddedChannel();
		embedded.freezeTime();
		FrameDecoder decoder = new FrameDecoder(MAX_FRAME, TIMEOUT, (body) -> {
			byte[] bytes = new byte[body.readableBytes()];
			body.readBytes(bytes);
			this.frames.add(bytes);
			if (this.pausing) {
				this.flow.pause();
			}
		});
		this.flow = decoder;
		embedded.pipeline().addLast(decoder, new ChannelInboundHandlerAdapter() {

			@Override
			public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
				FrameDecoderTests.this.events.add(event);
			}

		});
		return embedded;
	}

	@Test
	void decode_severalFramesInOneRead_deliversEach() {
		this.channel.writeInbound(bytes(2, 10, 11, 0, 1, 12));
		assertThat(this.frames).containsExactly(new byte[] { 10, 11 }, new byte[0], new byte[] { 12 });
	}

	@Test
	void decode_anyCutOfTheStream_deliversTheSameFrames() {
		Random random = new Random(7);
		for (int round = 0; round < 10_000; round++) {
			List<byte[]> sent = randomFrames(random);
			this.frames.clear();
			ByteBuf stream = encode(sent);
			int longest = 1 + random.nextInt(64);
			while (stream.isReadable()) {
				int piece = Math.min(stream.readableBytes(), 1 + random.nextInt(longest));
				this.channel.writeInbound(stream.readRetainedSlice(piece));
			}
			stream.release();
			assertThat(this.frames).containsExactlyElementsOf(sent);
		}
	}

	private static List<byte[]> randomFrames(Random random) {
		List<byte[]> frames = new ArrayList<>();
		for (int i = random.nextInt(6); i >= 0; i--) {
			byte[] frame = new byte[random.nextInt(random.nextBoolean() ? 5 : MAX_FRAME + 1)];
			random.nextBytes(frame);
			frames.add(frame);
		}
		return frames;
	}

	private static ByteBuf encode(List<byte[]> frames) {
		ByteBuf out = Unpooled.buffer();
		for (byte[] frame : frames) {
			int length = frame.length;
			while (length > 0x7f) {
				out.writeByte(length | 0x80);
				length >>>= 7;
			}
			out.writeByte(length).writeBytes(frame);
		}
		return out;
	}

	@Test
	void decode_lengthAtTheLimit_delivers() {
		this.channel.writeInbound(bytes(0xe8, 0x07), Unpooled.wrappedBuffer(new byte[MAX_FRAME]));
		assertThat(this.frames).hasSize(1);
	}

	@Test
	void decode_lengthOverTheLimit_failsBeforeTheBodyAndNamesTheLimit() {
		assertThatExceptionOfType(FrameException.class).isThrownBy(() -> this.channel.writeInbound(bytes(0xe9, 0x07)))
			.withMessage("frame length: 1001 bytes (expected: at most 1000)")
			.satisfies((ex) -> assertThat(ex.fault()).isEqualTo(Fault.TOO_LONG));
	}

	@Test
	void decode_lengthOverTheLimitInOneBytePieces_fails() {
		this.channel.writeInbound(bytes(0xe9));
		assertFault(Fault.TOO_LONG, () -> this.channel.writeInbound(bytes(0x07)));
	}

	@Test
	void decode_lengthOf64Bits_isTooLongAndNotNegative() {
		assertThatExceptionOfType(FrameException.class)
			.isThrownBy(
					() -> this.channel.writeInbound(bytes(0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)))
			.withMessageContaining("18446744073709551614");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10, 4000 })
	void decode_lengthThatNeverEnds_failsAtItsTenthByte(int piece) {
		assertFault(Fault.MALFORMED_LENGTH, () -> {
			for (int sent = 0; sent < 4000; sent += piece) {
				byte[] bytes = new byte[piece];
				Arrays.fill(bytes, (byte) 0x80);
				this.channel.writeInbound(Unpooled.wrappedBuffer(bytes));
			}
		});
	}

	@Test
	void decode_afterAFault_dropsEverything() {
		assertFault(Fault.TOO_LONG, () -> this.channel.writeInbound(bytes(0xe9, 0x07)));
		assertThatNoException().isThrownBy(() -> this.channel.writeInbound(bytes(1, 1, 1, 2)));
		assertThat(this.frames).isEmpty();
	}

	@Test
	void decode_announcedLength_allocatesOnlyWhatArrived() {
		FrameDecoder decoder = new FrameDecoder(1 << 30, TIMEOUT, (body) -> {
		});
		CountingAllocator allocator = new CountingAllocator();
		EmbeddedChannel embedded = new EmbeddedChannel(decoder);
		embedded.config().setAllocator(allocator);
		embedded.writeInbound(bytes(0xff, 0xff, 0xff, 0xff, 0x03, 1, 2, 3));
		assertThat(allocator.largest()).isLessThan(1024);
		embedded.pipeline().remove(decoder);
	}

	@Test
	void silence_betweenFrames_isLegal() {
		this.channel.writeInbound(bytes(1, 1));
		pass(TIMEOUT.multipliedBy(10));
		this.channel.writeInbound(bytes(1, 2));
		assertThat(this.frames).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void silence_withinAFrame_failsAfterTheTimeout(int bytesOfFrame) {
		this.channel.writeInbound(bytes(0x90, 0x01).readSlice(bytesOfFrame));
		pass(TIMEOUT.minusMillis(1));
		assertFault(Fault.TOO_SLOW, () -> pass(Duration.ofMillis(2)));
	}

	@Test
	void slowFrames_eachInTime_areDelivered() {
		for (int i = 0; i < 10; i++) {
			this.channel.writeInbound(bytes(2, 1));
			pass(TIMEOUT.minusSeconds(1));
			this.channel.writeInbound(bytes(2));
		}
		assertThat(this.frames).hasSize(10);
	}

	@Test
	void trickledFrame_failsAfterTheTimeoutInSpiteOfItsProgress() {
		this.channel.writeInbound(bytes(100));
		assertFault(Fault.TOO_SLOW, () -> {
			for (int i = 0; i < 50; i++) {
				pass(Duration.ofSeconds(1));
				this.channel.writeInbound(bytes(i));
			}
		});
	}

	@Test
	void end_withinAFrame_isCutShort() {
		this.channel.writeInbound(bytes(5, 1, 2));
		assertFault(Fault.CUT_SHORT, this.channel::finish);
	}

	@Test
	void end_betweenFrames_isNoFault() {
		this.channel.writeInbound(bytes(1, 1));
		assertThatNoException().isThrownBy(this.channel::finish);
	}

	@Test
	void end_whilePaused_isToldBehindTheFramesThatWait() {
		this.pausing = true;
		this.channel.writeInbound(bytes(1, 1, 1, 2));
		// A native transport reads on when the other side has closed.
		this.channel.writeInbound(bytes(1, 3));
		endInput();
		assertThat(this.frames).hasSize(1);
		assertThat(this.events).isEmpty();
		this.flow.resume();
		assertThat(this.frames).hasSize(2);
		assertThat(this.events).isEmpty();
		this.flow.resume();
		assertThat(this.frames).hasSize(3);
		assertThat(this.events).isEmpty();
		this.flow.resume();
		assertThat(this.events).containsExactly(ChannelInputShutdownEvent.INSTANCE);
		this.channel.checkException();
	}

	@Test
	void end_whilePausedWithinAFrame_isCutShortWhenThePauseEnds() {
		this.pausing = true;
		this.channel.writeInbound(bytes(1, 1, 5, 2));
		endInput();
		this.channel.checkException();
		this.flow.resume();
		assertFault(Fault.CUT_SHORT, this.channel::checkException);
		assertThat(this.events).containsExactly(ChannelInputShutdownEvent.INSTANCE);
	}

	private void endInput() {
		this.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
	}

	@Test
	void whatIsReadWhilePaused_isBounded() {
		this.pausing = true;
		this.channel.writeInbound(bytes(1, 1));
		int piece = 64 << 10;
		ByteBuf last = Unpooled.buffer(piece).writerIndex(piece);
		for (int read = 0; read < FrameDecoder.MAX_WAITING_BYTES; read += piece) {
			this.channel.writeInbound(Unpooled.buffer(piece).writerIndex(piece));
		}
		assertFault(Fault.TOO_MUCH_WAITING, () -> this.channel.writeInbound(last));
		assertThat(last.refCnt()).isZero();
		assertThat(this.frames).hasSize(1);
	}

	@Test
	void whatIsReadWhilePaused_countsNoMoreOnceItIsHandedOn() {
		int sent = 0;
		while (sent * MAX_FRAME < 2 * FrameDecoder.MAX_WAITING_BYTES) {
			this.flow.pause();
			this.channel.writeInbound(encode(Collections.nCopies(60, new byte[MAX_FRAME])));
			this.flow.resume();
			sent += 60;
		}
		assertThat(this.frames).hasSize(sent);
	}

	@Test
	void frameThatComesSlowly_takesAnyTime() {
		EmbeddedChannel slow = large();
		slow.writeInbound(frame(1 << 20));
		for (int sent = 0; sent < 1 << 20; sent += 10 << 10) {
			slow.advanceTimeBy(10, TimeUnit.SECONDS);
			slow.runPendingTasks();
			slow.writeInbound(Unpooled.buffer().writeZero(Math.min(10 << 10, (1 << 20) - sent)));
		}
		assertThat(this.frames).hasSize(1);
		slow.checkException();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100, 900 })
	void frameThatTrickles_isGivenUpSoonAfterTheLimit(int bytesPerSecond) {
		EmbeddedChannel slow = large();
		slow.writeInbound(frame(1 << 20));
		int seconds = 0;
		for (; slow.isOpen() && seconds < 1_000 && this.failures.isEmpty(); seconds++) {
			slow.writeInbound(Unpooled.buffer().writeZero(bytesPerSecond));
			slow.advanceTimeBy(1, TimeUnit.SECONDS);
			slow.runPendingTasks();
		}
		assertThat(seconds).isBetween(30, 30 * 1024 / (1024 - bytesPerSecond) + 2);
		assertThat(this.failures).singleElement()
			.isInstanceOfSatisfying(FrameException.class, (ex) -> assertThat(ex.fault()).isEqualTo(Fault.TOO_SLOW));
	}

	@Test
	void frameOfWhichMuchComesAtOnceAndThenNothing_isGivenUpAtTheLimit() {
		EmbeddedChannel slow = large();
		slow.writeInbound(frame(1 << 20));
		slow.writeInbound(Unpooled.buffer().writeZero(1 << 19));
		slow.advanceTimeBy(TIMEOUT.toMillis() - 1, TimeUnit.MILLISECONDS);
		slow.runPendingTasks();
		assertThat(this.failures).isEmpty();
		slow.advanceTimeBy(1, TimeUnit.MILLISECONDS);
		slow.runPendingTasks();
		assertThat(this.failures).hasSize(1);
	}

	private EmbeddedChannel large() {
		EmbeddedChannel embedded = new EmbeddedChannel();
		embedded.freezeTime();
		embedded.pipeline()
			.addLast(new FrameDecoder(1 << 20, TIMEOUT, (body) -> this.frames.add(new byte[body.readableBytes()])),
					new ChannelInboundHandlerAdapter() {

						@Override
						public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
							FrameDecoderTests.this.failures.add(cause);
						}

					});
		return embedded;
	}

	/** Only its length. */
	private static ByteBuf frame(int length) {
		ByteBuf out = Unpooled.buffer();
		FrameEncoder.begin(length, out);
		return out;
	}

	private void pass(Duration time) {
		this.channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
		this.channel.runScheduledPendingTasks();
		this.channel.checkException();
	}

	private static void assertFault(Fault fault, ThrowingCallable call) {
		assertThatExceptionOfType(FrameException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.fault()).isEqualTo(fault))
			.satisfies((ex) -> assertThat(ex.getStackTrace()).isEmpty());
	}

	private static ByteBuf bytes(int... values) {
		ByteBuf buffer = Unpooled.buffer();
		for (int value : values) {
			buffer.writeByte(value);
		}
		return buffer;
	}

}
