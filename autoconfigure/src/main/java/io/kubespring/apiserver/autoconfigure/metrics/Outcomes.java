package io.kubespring.apiserver.autoconfigure.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * A counter and a timer by one label, whose values are few and known to the code.
 */
final class Outcomes {

	/**
	 * Of attempts within the process: a millisecond, doubled fourteen times.
	 */
	static final double[] ATTEMPT_SECONDS = DoubleStream.iterate(0.001, (bucket) -> bucket * 2).limit(15).toArray();

	/**
	 * Of requests to the host cluster.
	 */
	static final double[] REQUEST_SECONDS = { 0.25, 0.5, 0.7, 1, 1.5, 3, 5, 10 };

	private final MeterRegistry registry;

	private final String counter;

	private final String timer;

	private final String label;

	private final Duration[] buckets;

	private final Map<String, Meters> meters = new ConcurrentHashMap<>();

	Outcomes(MeterRegistry registry, String counter, String timer, String label, double[] buckets) {
		this.registry = registry;
		this.counter = counter;
		this.timer = timer;
		this.label = label;
		this.buckets = DoubleStream.of(buckets)
			.mapToObj((seconds) -> Duration.ofNanos(Math.round(seconds * 1e9)))
			.toArray(Duration[]::new);
	}

	void record(String value, long nanos) {
		Meters known = this.meters.get(value);
		if (known == null) {
			known = this.meters.computeIfAbsent(value, this::create);
		}
		known.counter().increment();
		known.timer().record(nanos, TimeUnit.NANOSECONDS);
	}

	private Meters create(String value) {
		return new Meters(Counter.builder(this.counter).tag(this.label, value).register(this.registry),
				Timer.builder(this.timer)
					.tag(this.label, value)
					.serviceLevelObjectives(this.buckets)
					.register(this.registry));
	}

	private record Meters(Counter counter, Timer timer) {
	}

}
