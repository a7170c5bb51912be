package io.noise.concurrent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The future that users get. Any thread may complete it, also an event loop: waiting
 * threads are woken at once, and attached functions run as {@link Dependents} describes.
 * Without attached functions, completing it costs no more than completing any other
 * future.
 *
 * <pre>
 * join, get, isDone, thenRun ...    the stage: created by the first wait or attachment, or else the outcome itself
 * allOf, anyOf, copy                the superclass's own state, which they access directly: the outcome is put
 *                                   there without running the functions that depend on it
 * </pre>
 *
 * @param <T> the result
 */
public class NodeFuture<T> extends StagedFuture<T> {

	private static final VarHandle STAGE;

	static {
		try {
			STAGE = MethodHandles.lookup().findVarHandle(NodeFuture.class, "stage", CompletableFuture.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** Set once, except by obtruding. The future is complete when this is. */
	private volatile @Nullable CompletableFuture<T> stage;

	public NodeFuture(Dependents dependents) {
		super(dependents);
	}

	/**
	 * The outcome of futures, which a batch of them may share. For use by one thread.
	 *
	 * @param <T> the result
	 */
	public static final class Outcome<T> {

		private static final CompletableFuture<?> nothing = CompletableFuture.completedFuture(null);

		private final @Nullable Throwable failure;

		/** A complete future that is shared and never changes. */
		private final CompletableFuture<T> result;

		private final Graft<T> graft = new Graft<>();

		@SuppressWarnings("unchecked")
		private Outcome(@Nullable T value, @Nullable Throwable failure) {
			this.failure = failure;
			if (failure != null) {
				this.result = CompletableFuture.failedFuture(failure);
				this.graft.completeExceptionally(failure);
			}
			else {
				this.result = (value != null) ? CompletableFuture.completedFuture(value)
						: (CompletableFuture<T>) nothing;
				this.graft.complete(this.result.join());
			}
		}

		public static <T> Outcome<T> success(@Nullable T value) {
			return new Outcome<>(value, null);
		}

		/**
		 * Creates a failure, unwrapped from the exceptions of futures.
		 */
		static <T> Outcome<T> failure(Throwable failure) {
			Throwable cause = failure;
			while (cause instanceof CompletionException && cause.getCause() != null) {
				cause = cause.getCause();
			}
			return new Outcome<>(null, cause);
		}

		public static <T> Outcome<T> of(@Nullable T value, @Nullable Throwable failure) {
			return (failure != null) ? failure(failure) : success(value);
		}

		/**
		 * Returns the failure, null after success.
		 */
		public @Nullable Throwable failure() {
			return this.failure;
		}

		private boolean endStage(CompletableFuture<T> stage) {
			return (this.failure != null) ? stage.completeExceptionally(this.failure)
					: stage.complete(this.result.join());
		}

	}

	/**
	 * A complete future whose copy is an existing future. Copying it completes that
	 * future without running the functions that depend on it.
	 */
	private static final class Graft<T> extends CompletableFuture<T> {

		private @Nullable CompletableFuture<T> onto;

		void onto(CompletableFuture<T> future) {
			this.onto = future;
			copy();
			this.onto = null;
		}

		@Override
		@SuppressWarnings("unchecked")
		public <U> CompletableFuture<U> newIncompleteFuture() {
			return (CompletableFuture<U>) Objects.requireNonNull(this.onto, "no future to complete");
		}

	}

	// --- completion by the library

	/**
	 * Completes the future, on any thread.
	 * @return false if it was complete before
	 */
	public final boolean end(Outcome<T> outcome) {
		if (!claim(outcome)) {
			return false;
		}
		outcome.graft.onto(this);
		if (super.getNumberOfDependents() > 0) {
			this.dependents.complete(this);
		}
		return true;
	}

	/**
	 * Completes a future that no user has, which wakes a thread in {@link #awaitInPlace}.
	 */
	protected final void endInPlace(Outcome<T> outcome) {
		if (claim(outcome)) {
			endSuper(outcome);
		}
	}

	private boolean claim(Outcome<T> outcome) {
		if (this.stage == null && STAGE.compareAndSet(this, null, outcome.result)) {
			return true;
		}
		return outcome.endStage(Objects.requireNonNull(this.stage, "set once"));
	}

	private void endSuper(Outcome<T> outcome) {
		if (outcome.failure != null) {
			super.completeExceptionally(outcome.failure);
		}
		else {
			super.complete(outcome.result.join());
		}
	}

	/** Called after a user has completed the future. */
	protected void taken() {
	}

	private boolean take(Outcome<T> outcome) {
		if (!claim(outcome)) {
			return false;
		}
		if (super.getNumberOfDependents() > 0) {
			outcome.graft.onto(this);
			this.dependents.complete(this);
		}
		else {
			endSuper(outcome);
		}
		taken();
		return true;
	}

	/** Completes the combined futures that depend on this one, once it is complete. */
	final void completeDependents() {
		super.complete(null);
	}

	/**
	 * Calls a function of the library when a future that no user has completes: on the
	 * thread that completes it, or at once.
	 */
	public static <T> void whenEnded(CompletableFuture<T> future,
			BiConsumer<? super @Nullable T, ? super @Nullable Throwable> told) {
		((future instanceof NodeFuture<T> ours) ? ours.stage() : future).whenComplete(told);
	}

	/**
	 * Waits for a future that no user has.
	 */
	public final T awaitInPlace() throws InterruptedException, ExecutionException {
		return super.get();
	}

	/**
	 * Waits for a time for a future that no user has.
	 */
	public final T awaitInPlace(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
		return super.get(nanos, TimeUnit.NANOSECONDS);
	}

	// --- queries

	@Override
	final CompletableFuture<T> stage() {
		CompletableFuture<T> present = this.stage;
		if (present == null) {
			STAGE.compareAndSet(this, null, new CompletableFuture<T>());
			present = Objects.requireNonNull(this.stage, "set once");
		}
		return present;
	}

	/** Makes sure that code which sees it complete finds all of its state complete. */
	private boolean settled() {
		CompletableFuture<T> present = this.stage;
		if (present == null || !present.isDone()) {
			return false;
		}
		if (!super.isDone()) {
			Outcome<T> outcome = present.handle((value, failure) -> Outcome.of(value, failure)).join();
			outcome.graft.onto(this);
		}
		return true;
	}

	@Override
	public boolean isDone() {
		return settled();
	}

	@Override
	public boolean isCancelled() {
		return settled() && stage().isCancelled();
	}

	@Override
	public boolean isCompletedExceptionally() {
		return settled() && stage().isCompletedExceptionally();
	}

	@Override
	public T getNow(T valueIfAbsent) {
		return settled() ? stage().join() : valueIfAbsent;
	}

	@Override
	public T join() {
		refuseToWait("join");
		try {
			return stage().join();
		}
		finally {
			settled();
		}
	}

	@Override
	public T get() throws InterruptedException, ExecutionException {
		refuseToWait("get");
		try {
			return stage().get();
		}
		finally {
			settled();
		}
	}

	@Override
	public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
		refuseToWait("get");
		try {
			return stage().get(timeout, unit);
		}
		finally {
			settled();
		}
	}

	private void refuseToWait(String what) {
		if (!isDone()) {
			EventLoopThread.refuse(what);
		}
	}

	@Override
	public int getNumberOfDependents() {
		CompletableFuture<T> present = this.stage;
		return super.getNumberOfDependents() + ((present != null) ? present.getNumberOfDependents() : 0);
	}

	// --- completion by users

	@Override
	public boolean complete(T value) {
		return take(Outcome.success(value));
	}

	@Override
	public boolean completeExceptionally(Throwable failure) {
		return take(new Outcome<>(null, Objects.requireNonNull(failure, "failure: null")));
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		return take(new Outcome<>(null, new CancellationException())) || isCancelled();
	}

	@Override
	public void obtrudeValue(T value) {
		if (!complete(value)) {
			this.stage = CompletableFuture.completedFuture(value);
			super.obtrudeValue(value);
		}
	}

	@Override
	public void obtrudeException(Throwable failure) {
		if (!completeExceptionally(failure)) {
			this.stage = CompletableFuture.failedFuture(failure);
			super.obtrudeException(failure);
		}
	}

	@Override
	public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
		return completeAsync(supplier, this.dependents);
	}

	@Override
	public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
		Objects.requireNonNull(supplier, "supplier: null");
		executor.execute(() -> {
			if (!isDone()) {
				supply(supplier);
			}
		});
		return this;
	}

	private void supply(Supplier<? extends T> supplier) {
		T value;
		try {
			value = supplier.get();
		}
		catch (Throwable ex) {
			completeExceptionally(new CompletionException(ex));
			return;
		}
		complete(value);
	}

}
