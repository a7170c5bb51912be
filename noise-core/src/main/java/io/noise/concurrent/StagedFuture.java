package io.noise.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A future that attaches functions to another one, its stage. Once the stage is complete,
 * a function runs on the thread that attaches it; until then, it is a task of an
 * executor.
 *
 * @param <T> the result
 */
abstract class StagedFuture<T> extends CompletableFuture<T> {

	/** The executor of attached functions. */
	final Dependents dependents;

	StagedFuture(Dependents dependents) {
		this.dependents = dependents;
	}

	/** Returns the future to which functions are attached. */
	abstract CompletableFuture<T> stage();

	@Override
	public Executor defaultExecutor() {
		return this.dependents;
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

	@Override
	public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.thenApply(f) : stage.thenApplyAsync(f, this.dependents);
	}

	@Override
	public <U> CompletableFuture<U> thenApplyAsync(Function<? super T, ? extends U> f) {
		return stage().thenApplyAsync(f, this.dependents);
	}

	@Override
	public <U> CompletableFuture<U> thenApplyAsync(Function<? super T, ? extends U> f, Executor executor) {
		return stage().thenApplyAsync(f, executor);
	}

	@Override
	public CompletableFuture<Void> thenAccept(Consumer<? super T> f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.thenAccept(f) : stage.thenAcceptAsync(f, this.dependents);
	}

	@Override
	public CompletableFuture<Void> thenAcceptAsync(Consumer<? super T> f) {
		return stage().thenAcceptAsync(f, this.dependents);
	}

	@Override
	public CompletableFuture<Void> thenAcceptAsync(Consumer<? super T> f, Executor executor) {
		return stage().thenAcceptAsync(f, executor);
	}

	@Override
	public CompletableFuture<Void> thenRun(Runnable f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.thenRun(f) : stage.thenRunAsync(f, this.dependents);
	}

	@Override
	public CompletableFuture<Void> thenRunAsync(Runnable f) {
		return stage().thenRunAsync(f, this.dependents);
	}

	@Override
	public CompletableFuture<Void> thenRunAsync(Runnable f, Executor executor) {
		return stage().thenRunAsync(f, executor);
	}

	@Override
	public <U, V> CompletableFuture<V> thenCombine(CompletionStage<? extends U> other,
			BiFunction<? super T, ? super U, ? extends V> f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.thenCombine(other, f) : stage.thenCombineAsync(other, f, this.dependents);
	}

	@Override
	public <U, V> CompletableFuture<V> thenCombineAsync(CompletionStage<? extends U> other,
			BiFunction<? super T, ? super U, ? extends V> f) {
		return stage().thenCombineAsync(other, f, this.dependents);
	}

	@Override
	public <U, V> CompletableFuture<V> thenCombineAsync(CompletionStage<? extends U> other,
			BiFunction<? super T, ? super U, ? extends V> f, Executor executor) {
		return stage().thenCombineAsync(other, f, executor);
	}

	@Override
	public <U> CompletableFuture<Void> thenAcceptBoth(CompletionStage<? extends U> other,
			BiConsumer<? super T, ? super U> f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.thenAcceptBoth(other, f) : stage.thenAcceptBothAsync(other, f, this.dependents);
	}

	@Override
	public <U> CompletableFuture<Void> thenAcceptBothAsync(CompletionStage<? extends U> other,
			BiConsumer<? super T, ? super U> f) {
		return stage().thenAcceptBothAsync(other, f, this.dependents);
	}

	@Override
	public <U> CompletableFuture<Void> thenAcceptBothAsync(CompletionStage<? extends U> other,
			BiConsumer<? super T, ? super U> f, Executor executor) {
		return stage().thenAcceptBothAsync(other, f, executor);
	}

	@Override
	public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.runAfterBoth(other, f) : stage.runAfterBothAsync(other, f, this.dependents);
	}

	@Override
	public CompletableFuture<Void> runAfterBothAsync(CompletionStage<?> other, Runnable f) {
		return stage().runAfterBothAsync(other, f, this.dependents);
	}

	@Override
	public CompletableFuture<Void> runAfterBothAsync(CompletionStage<?> other, Runnable f, Executor executor) {
		return stage().runAfterBothAsync(other, f, executor);
	}

	@Override
	public <U> CompletableFuture<U> applyToEither(CompletionStage<? extends T> other, Function<? super T, U> f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.applyToEither(other, f) : stage.applyToEitherAsync(other, f, this.dependents);
	}

	@Override
	public <U> CompletableFuture<U> applyToEitherAsync(CompletionStage<? extends T> other, Function<? super T, U> f) {
		return stage().applyToEitherAsync(other, f, this.dependents);
	}

	@Override
	public <U> CompletableFuture<U> applyToEitherAsync(CompletionStage<? extends T> other, Function<? super T, U> f,
			Executor executor) {
		return stage().applyToEitherAsync(other, f, executor);
	}

	@Override
	public CompletableFuture<Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.acceptEither(other, f) : stage.acceptEitherAsync(other, f, this.dependents);
	}

	@Override
	public CompletableFuture<Void> acceptEitherAsync(CompletionStage<? extends T> other, Consumer<? super T> f) {
		return stage().acceptEitherAsync(other, f, this.dependents);
	}

	@Override
	public CompletableFuture<Void> acceptEitherAsync(CompletionStage<? extends T> other, Consumer<? super T> f,
			Executor executor) {
		return stage().acceptEitherAsync(other, f, executor);
	}

	@Override
	public CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.runAfterEither(other, f) : stage.runAfterEitherAsync(other, f, this.dependents);
	}

	@Override
	public CompletableFuture<Void> runAfterEitherAsync(CompletionStage<?> other, Runnable f) {
		return stage().runAfterEitherAsync(other, f, this.dependents);
	}

	@Override
	public CompletableFuture<Void> runAfterEitherAsync(CompletionStage<?> other, Runnable f, Executor executor) {
		return stage().runAfterEitherAsync(other, f, executor);
	}

	@Override
	public <U> CompletableFuture<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.thenCompose(f) : stage.thenComposeAsync(f, this.dependents);
	}

	@Override
	public <U> CompletableFuture<U> thenComposeAsync(Function<? super T, ? extends CompletionStage<U>> f) {
		return stage().thenComposeAsync(f, this.dependents);
	}

	@Override
	public <U> CompletableFuture<U> thenComposeAsync(Function<? super T, ? extends CompletionStage<U>> f,
			Executor executor) {
		return stage().thenComposeAsync(f, executor);
	}

	@Override
	public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.whenComplete(f) : stage.whenCompleteAsync(f, this.dependents);
	}

	@Override
	public CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> f) {
		return stage().whenCompleteAsync(f, this.dependents);
	}

	@Override
	public CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> f, Executor executor) {
		return stage().whenCompleteAsync(f, executor);
	}

	@Override
	public <U> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.handle(f) : stage.handleAsync(f, this.dependents);
	}

	@Override
	public <U> CompletableFuture<U> handleAsync(BiFunction<? super T, Throwable, ? extends U> f) {
		return stage().handleAsync(f, this.dependents);
	}

	@Override
	public <U> CompletableFuture<U> handleAsync(BiFunction<? super T, Throwable, ? extends U> f, Executor executor) {
		return stage().handleAsync(f, executor);
	}

	@Override
	public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.exceptionally(f) : stage.exceptionallyAsync(f, this.dependents);
	}

	@Override
	public CompletableFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> f) {
		return stage().exceptionallyAsync(f, this.dependents);
	}

	@Override
	public CompletableFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> f, Executor executor) {
		return stage().exceptionallyAsync(f, executor);
	}

	@Override
	public CompletableFuture<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> f) {
		CompletableFuture<T> stage = stage();
		return stage.isDone() ? stage.exceptionallyCompose(f) : stage.exceptionallyComposeAsync(f, this.dependents);
	}

	@Override
	public CompletableFuture<T> exceptionallyComposeAsync(Function<Throwable, ? extends CompletionStage<T>> f) {
		return stage().exceptionallyComposeAsync(f, this.dependents);
	}

	@Override
	public CompletableFuture<T> exceptionallyComposeAsync(Function<Throwable, ? extends CompletionStage<T>> f,
			Executor executor) {
		return stage().exceptionallyComposeAsync(f, executor);
	}

}
