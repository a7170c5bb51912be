package io.noise.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import io.noise.Dispatch;
import io.noise.MessageCodec;
import io.noise.Registration;
import io.noise.concurrent.Lane;
import io.noise.concurrent.NodeRuntime;
import io.noise.concurrent.Platform;
import io.noise.message.HandlerTable;
import io.noise.message.MessageType;
import io.noise.message.ReceivedMessage;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An inbox, and a model so simple that it must be right, run through all orders of a few
 * steps: messages arrive, handlers are added and removed, a caller asks and gives up, a
 * turn of the lane takes and handles a message, the peer is rejected.
 */
class InboxModelTests {

	private static final int STEPS = Integer.getInteger("noise.inbox.steps", 7);

	private static final int TYPE = 1;

	/** A type with one handler, which stays. */
	private static final int OTHER = 2;

	enum Step {

		COME, COME_OTHER, ADD, ANNOUNCE, CLOSE_FIRST, CLOSE_LAST, TAKE, HANDLE, ASK, CANCEL, DROP, END

	}

	@Test
	void everyOrderOfSteps_endsAsTheModelSays() {
		long orders = explore(new ArrayList<>());
		assertThat(orders).isGreaterThan(10_000);
	}

	/** Returns the number of orders that begin with some steps. */
	private static long explore(List<Step> steps) {
		World world = new World();
		steps.forEach(world::step);
		List<Step> possible = (steps.size() < STEPS)
				? Arrays.stream(Step.values()).filter((step) -> world.isPossible(step, steps)).toList() : List.of();
		world.settle();
		assertThat(world.log).as("after %s", steps).isEqualTo(world.model.log);
		long orders = 1;
		for (Step next : possible) {
			steps.add(next);
			orders += explore(steps);
			steps.remove(steps.size() - 1);
		}
		return orders;
	}

	private static MessageType<?> type(int opcode) {
		return new MessageType<>(opcode, true, Object.class, new MessageCodec<>() {

			@Override
			public void encode(Object written, PayloadWriter out) {
			}

			@Override
			public Object decode(PayloadReader in) {
				return in.readUnsignedByte();
			}

		}, "Any");
	}

	/** Fails the test if a handler throws. */
	private static final class NoFailures implements Lane.Failures {

		@Override
		public void add(String owner, Object hook, Object event, Throwable failure) {
			throw new AssertionError(failure);
		}

		@Override
		public void log(String what, Throwable failure) {
			throw new AssertionError(failure);
		}

	}

	/** The inbox and the model. */
	private static final class World implements Inbox.Taker, Inbox.Unclaimed {

		private final Model model = new Model();

		private final List<String> log = new ArrayList<>();

		private final HandlerTable ofPeer = new HandlerTable();

		private final HandlerTable ofNode = new HandlerTable();

		private final Inbox inbox = new Inbox(this, this.ofPeer, this.ofNode,
				new ReceiveWindow(new ReadGate(), 1 << 20, Runnable::run), this);

		private final List<Registration> handlers = new ArrayList<>();

		private final Map<String, CompletableFuture<ReceivedMessage>> callers = new LinkedHashMap<>();

		private final Lane lane = new Lane("nobody",
				new NodeRuntime(Platform.system(), null, Runnable::run, () -> true), new NoFailures(), () -> {
				}, Duration.ZERO);

		private int messages;

		private int names;

		private int unannounced;

		private boolean turn;

		private boolean ended;

		private @Nullable Delivery taken;

		World() {
			this.ofNode.add(OTHER, Dispatch.WORKER, (peer, message) -> this.log.add("other got " + message));
			this.inbox.open();
		}

		boolean isPossible(Step step, List<Step> before) {
			return switch (step) {
				case COME -> count(before, step) < 3;
				case COME_OTHER, DROP, END -> count(before, step) < 1;
				case ADD, ASK -> count(before, step) < 2;
				case ANNOUNCE -> this.unannounced > 0;
				case CLOSE_FIRST -> !this.handlers.isEmpty();
				case CLOSE_LAST -> this.handlers.size() > 1;
				case TAKE -> this.turn && this.taken == null;
				case HANDLE -> this.taken != null;
				case CANCEL -> !this.callers.isEmpty();
			};
		}

		private static long count(List<Step> before, Step step) {
			return before.stream().filter(step::equals).count();
		}

		void step(Step step) {
			switch (step) {
				case COME -> come(TYPE);
				case COME_OTHER -> come(OTHER);
				case ADD -> add();
				case ANNOUNCE -> announce();
				case CLOSE_FIRST -> close(0);
				case CLOSE_LAST -> close(this.handlers.size() - 1);
				case TAKE -> take();
				case HANDLE -> handle();
				case ASK -> ask();
				case CANCEL -> cancel();
				case DROP -> drop();
				case END -> end();
			}
			this.callers.forEach((name, caller) -> {
				if (caller.isDone()) {
					this.log.add(name + " got " + number(caller.join()));
				}
			});
			this.callers.values().removeIf(CompletableFuture::isDone);
		}

		private void come(int opcode) {
			int number = ++this.messages;
			this.model.come(opcode, number);
			this.inbox.put(List.of(received(opcode, number)));
		}

		private void add() {
			String name = "handler " + ++this.names;
			// The second is the node's.
			HandlerTable table = this.handlers.isEmpty() ? this.ofPeer : this.ofNode;
			this.handlers
				.add(table.add(TYPE, Dispatch.WORKER, (peer, message) -> this.log.add(name + " got " + message)));
			this.unannounced++;
			this.model.handlers.add(name);
		}

		private void announce() {
			this.unannounced--;
			this.model.wake();
			this.inbox.handlerAdded();
		}

		private void close(int index) {
			this.handlers.remove(index).close();
			this.model.handlers.remove(index);
		}

		private void take() {
			this.model.take();
			this.taken = this.inbox.next();
			this.turn = this.taken != null;
			assertThat(this.turn).isEqualTo(this.model.turn);
		}

		private void handle() {
			Delivery delivery = this.taken;
			this.taken = null;
			this.model.handle();
			delivery.handle(this.lane, null, number(delivery.received()), this::dispatches);
		}

		private void ask() {
			String name = "caller " + ++this.names;
			this.model.ask(name);
			this.callers.put(name, this.inbox.ask(TYPE));
		}

		private void cancel() {
			String name = this.callers.keySet().iterator().next();
			assertThat(this.inbox.cancel(TYPE, this.callers.remove(name))).isTrue();
			this.model.callers.remove(name);
		}

		/** Ends the peer. */
		private void end() {
			this.ended = true;
			this.model.ended = true;
		}

		private void drop() {
			this.model.drop();
			this.log.add("dropped " + this.inbox.drop().messages());
		}

		/** Runs the tasks of the lane and of added handlers. */
		void settle() {
			while (this.unannounced > 0) {
				step(Step.ANNOUNCE);
			}
			while (this.turn || this.taken != null) {
				step((this.taken != null) ? Step.HANDLE : Step.TAKE);
			}
			step(Step.DROP);
		}

		@Override
		public void waiting() {
			// Nothing runs beside handlers here.
		}

		@Override
		public void dispatchable() {
			assertThat(this.turn).isFalse();
			this.turn = true;
			assertThat(this.model.turn).isTrue();
		}

		@Override
		public boolean dispatches() {
			return !this.ended;
		}

		@Override
		public void first(MessageType<?> type, BooleanSupplier still) {
			assertThat(type.opcode()).isEqualTo(TYPE);
		}

		@Override
		public void overfull(MessageType<?> type) {
			throw new AssertionError(type);
		}

	}

	private static ReceivedMessage received(int opcode, int number) {
		return new ReceivedMessage(type(opcode), new byte[] { (byte) opcode, (byte) number }, 66);
	}

	private static Object number(ReceivedMessage received) {
		return received.decode(false);
	}

	/** A single list, searched from its start. */
	private static final class Model {

		private final List<String> log = new ArrayList<>();

		private final List<int[]> waiting = new ArrayList<>();

		private final List<String> callers = new ArrayList<>();

		private final List<String> handlers = new ArrayList<>();

		private boolean turn;

		private boolean ended;

		private int[] taken = {};

		private List<String> takenFor = List.of();

		void come(int opcode, int number) {
			if (opcode == TYPE && !this.callers.isEmpty()) {
				this.log.add(this.callers.remove(0) + " got " + number);
				return;
			}
			this.waiting.add(new int[] { opcode, number });
			wake();
		}

		void wake() {
			this.turn |= this.waiting.stream().anyMatch(this::isHandled);
		}

		private boolean isHandled(int[] message) {
			return !this.ended && (message[0] == OTHER || !this.handlers.isEmpty());
		}

		void take() {
			this.taken = this.waiting.stream().filter(this::isHandled).findFirst().orElse(new int[0]);
			this.waiting.remove(this.taken);
			this.turn = this.taken.length > 0;
			this.takenFor = List.copyOf(this.handlers);
		}

		/**
		 * Calls the first handler in any case, and the others if they are still
		 * registered.
		 */
		void handle() {
			if (this.taken[0] == OTHER) {
				this.log.add("other got " + this.taken[1]);
				return;
			}
			for (int i = 0; i < this.takenFor.size(); i++) {
				if (i == 0 || (!this.ended && this.handlers.contains(this.takenFor.get(i)))) {
					this.log.add(this.takenFor.get(i) + " got " + this.taken[1]);
				}
			}
		}

		void ask(String name) {
			int[] oldest = this.waiting.stream().filter((message) -> message[0] == TYPE).findFirst().orElse(new int[0]);
			if (oldest.length == 0) {
				this.callers.add(name);
				return;
			}
			this.waiting.remove(oldest);
			this.log.add(name + " got " + oldest[1]);
		}

		void drop() {
			this.log.add("dropped " + this.waiting.size());
			this.waiting.clear();
		}

	}

}
