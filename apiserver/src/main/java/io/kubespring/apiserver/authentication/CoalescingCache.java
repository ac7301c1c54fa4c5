package io.kubespring.apiserver.authentication;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Remembers answers of a remote reviewer for a while. Bounded by number and weight of its
 * entries, of which those go first that were not used for longest; a question that is
 * being asked is not asked again but waits for that answer; errors are not remembered.
 * Safe for use by several threads.
 *
 * @param <K> the type of the questions
 * @param <V> the type of the answers
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class CoalescingCache<K, V> {

	private final int maximumSize;

	private final long maximumWeight;

	private final ToIntFunction<K> weigher;

	private final Clock clock;

	private final Function<V, Duration> timeToLive;

	private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

	private final Map<K, Mono<V>> loading = new HashMap<>();

	private long weight;

	/**
	 * Create a cache whose entries weigh nothing.
	 * @param maximumSize the number of answers to remember
	 * @param clock the clock
	 * @param timeToLive how long an answer is remembered, zero for not at all
	 */
	public CoalescingCache(int maximumSize, Clock clock, Function<V, Duration> timeToLive) {
		this(maximumSize, 0, (key) -> 0, clock, timeToLive);
	}

	/**
	 * Create a cache.
	 * @param maximumSize the number of answers to remember
	 * @param maximumWeight the sum of the weights of all questions remembered
	 * @param weigher the weight of a question
	 * @param clock the clock
	 * @param timeToLive how long an answer is remembered, zero for not at all
	 */
	public CoalescingCache(int maximumSize, long maximumWeight, ToIntFunction<K> weigher, Clock clock,
			Function<V, Duration> timeToLive) {
		this.maximumSize = maximumSize;
		this.maximumWeight = maximumWeight;
		this.weigher = weigher;
		this.clock = clock;
		this.timeToLive = timeToLive;
	}

	/**
	 * Answer a question.
	 * @param key the question
	 * @param loader asks it, must not block; what it returned goes on when the caller
	 * cancels, for others may wait for it
	 * @return the answer, at hand if it is remembered
	 */
	public Mono<V> get(K key, Function<K, Mono<V>> loader) {
		Sinks.One<V> sink = Sinks.one();
		synchronized (this) {
			Entry<V> entry = this.entries.get(key);
			if (entry != null) {
				if (this.clock.millis() < entry.expiresAtMillis()) {
					return entry.answer();
				}
				remove(key);
			}
			Mono<V> pending = this.loading.putIfAbsent(key, sink.asMono());
			if (pending != null) {
				return pending;
			}
		}
		Mono.defer(() -> loader.apply(key))
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("No answer")))
			.subscribe((value) -> loaded(key, value, sink), (ex) -> failed(key, ex, sink));
		return sink.asMono();
	}

	private void loaded(K key, V value, Sinks.One<V> sink) {
		synchronized (this) {
			this.loading.remove(key);
			long millis = this.timeToLive.apply(value).toMillis();
			if (millis > 0) {
				int weight = this.weigher.applyAsInt(key);
				this.entries.put(key, new Entry<>(Mono.just(value), this.clock.millis() + millis, weight));
				this.weight += weight;
				evict();
			}
		}
		sink.tryEmitValue(value);
	}

	private void failed(K key, Throwable ex, Sinks.One<V> sink) {
		synchronized (this) {
			this.loading.remove(key);
		}
		sink.tryEmitError(ex);
	}

	private void evict() {
		while (this.entries.size() > this.maximumSize || this.weight > this.maximumWeight) {
			remove(this.entries.keySet().iterator().next());
		}
	}

	private void remove(K key) {
		Entry<V> removed = this.entries.remove(key);
		if (removed != null) {
			this.weight -= removed.weight();
		}
	}

	private record Entry<V>(Mono<V> answer, long expiresAtMillis, int weight) {
	}

}
