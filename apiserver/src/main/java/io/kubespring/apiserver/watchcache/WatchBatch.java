package io.kubespring.apiserver.watchcache;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.kubespring.apiserver.error.Status;
import reactor.core.publisher.Flux;

/**
 * Events that are sent together. Watches that see the same share one batch, and with it
 * the bytes that were made of it.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class WatchBatch {

	private final List<WatchSignal> signals;

	private final Map<Object, byte[]> frames = new ConcurrentHashMap<>(1);

	private final Map<Object, WatchBatch> derived = new ConcurrentHashMap<>(1);

	/**
	 * Create a batch.
	 * @param signals the events in order
	 */
	public WatchBatch(List<WatchSignal> signals) {
		this.signals = List.copyOf(signals);
	}

	/**
	 * A watch that only says why it fails.
	 * @param code the HTTP status code
	 * @param reason the reason
	 * @param message the message
	 * @return a batch of one error
	 */
	public static Flux<WatchBatch> failed(int code, String reason, String message) {
		return failed(Status.failure(code, reason, message, null));
	}

	static Flux<WatchBatch> failed(Status status) {
		return Flux.just(new WatchBatch(List.of(WatchSignal.error(status))));
	}

	/**
	 * The events.
	 * @return the events in order
	 */
	public List<WatchSignal> signals() {
		return this.signals;
	}

	/**
	 * This batch with other objects in it, made once for all who share it.
	 * @param form identifies the other objects
	 * @param derive makes the batch
	 * @return the batch
	 */
	public WatchBatch derived(Object form, Function<WatchBatch, WatchBatch> derive) {
		return once(this.derived, form, derive);
	}

	/**
	 * The bytes of this batch in one form, made once for all who share it.
	 * @param form identifies the form
	 * @param encode makes the bytes
	 * @return the bytes, never to be modified
	 */
	public byte[] frames(Object form, Function<WatchBatch, byte[]> encode) {
		return once(this.frames, form, encode);
	}

	private <T> T once(Map<Object, T> made, Object form, Function<WatchBatch, T> make) {
		T known = made.get(form);
		if (known == null) {
			known = make.apply(this);
			T earlier = made.putIfAbsent(form, known);
			known = (earlier != null) ? earlier : known;
		}
		return known;
	}

}
