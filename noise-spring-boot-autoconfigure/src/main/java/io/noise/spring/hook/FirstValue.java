package io.noise.spring.hook;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A future of the value of a publisher that has at most one. Cancelling it cancels the
 * subscription. Loaded only where a method returns a reactive type, since the class path
 * of other applications has none.
 */
final class FirstValue extends CompletableFuture<@Nullable Object> implements Subscriber<Object> {

	private volatile @Nullable Subscription subscription;

	private volatile @Nullable Object value;

	private FirstValue() {
	}

	static CompletableFuture<@Nullable Object> of(Publisher<Object> publisher) {
		FirstValue first = new FirstValue();
		publisher.subscribe(first);
		return first;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		if (isDone()) {
			subscription.cancel();
		}
		else {
			subscription.request(Long.MAX_VALUE);
		}
	}

	@Override
	public void onNext(Object value) {
		this.value = value;
	}

	@Override
	public void onError(Throwable failure) {
		completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		complete(this.value);
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		Subscription known = this.subscription;
		if (cancelled && known != null) {
			known.cancel();
		}
		return cancelled;
	}

}
