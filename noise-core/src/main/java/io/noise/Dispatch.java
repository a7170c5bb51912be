package io.noise;

/**
 * The thread on which a message handler runs. Either way, hooks and handlers of one peer
 * run one at a time, and messages in the order of their arrival.
 */
public enum Dispatch {

	/** A worker thread, the default. The handler may block. */
	WORKER,

	/**
	 * The event loop on which the message arrives, as long as no hook or other handler of
	 * the peer runs or waits; in its turn on a worker thread otherwise. That saves a
	 * change of threads, which takes longer than a short handler.
	 * <p>
	 * The handler promises to return soon and not to block: the event loop drives other
	 * peers too, which wait for it. A call of this library that blocks ({@code send},
	 * {@code receive}, {@code request}, {@code dial}, {@code disconnect}, {@code close},
	 * {@code join} on a future that is not complete) throws an
	 * {@link IllegalStateException} there, on either thread; use the {@code Async} forms.
	 * No other blocking call is noticed.
	 */
	DIRECT

}
