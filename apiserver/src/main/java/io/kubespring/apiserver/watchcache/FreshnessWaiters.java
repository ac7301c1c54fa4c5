package io.kubespring.apiserver.watchcache;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.kubespring.apiserver.error.ApiStatusException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Readers that wait for a revision to be reached.
 */
final class FreshnessWaiters {

	private final Scheduler scheduler;

	private final AtomicLong sequence = new AtomicLong();

	private final Map<Key, MonoSink<Void>> waiting = new ConcurrentSkipListMap<>();

	FreshnessWaiters(Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	Mono<Void> await(long revision, Duration timeout, LongSupplier current) {
		Mono<Void> reached = Mono.create((sink) -> {
			Key key = new Key(revision, this.sequence.incrementAndGet());
			this.waiting.put(key, sink);
			sink.onDispose(() -> this.waiting.remove(key));
			if (current.getAsLong() >= revision) {
				sink.success();
			}
		});
		return reached.timeout(timeout, this.scheduler)
			.onErrorMap(TimeoutException.class,
					(ex) -> ApiStatusException.tooLargeResourceVersion(revision, current.getAsLong()));
	}

	void reached(long revision) {
		for (Map.Entry<Key, MonoSink<Void>> entry : this.waiting.entrySet()) {
			if (entry.getKey().revision() > revision) {
				return;
			}
			entry.getValue().success();
		}
	}

	private record Key(long revision, long sequence) implements Comparable<Key> {

		@Override
		public int compareTo(Key other) {
			int order = Long.compare(this.revision, other.revision);
			return (order != 0) ? order : Long.compare(this.sequence, other.sequence);
		}

	}

}
