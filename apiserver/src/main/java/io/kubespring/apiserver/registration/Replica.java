package io.kubespring.apiserver.registration;

import java.time.Instant;
import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/**
 * A process that registers. Processes have an order, by which the one that started last
 * has its way where two of them want an object otherwise.
 *
 * @param startedAt when it started
 * @param id what tells it from others that started at the same time, without white space
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Replica(Instant startedAt, String id) implements Comparable<Replica> {

	private static final Comparator<Replica> ORDER = Comparator.comparingLong(Replica::millis)
		.thenComparing(Replica::id);

	@Override
	public int compareTo(Replica other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return millis() + "/" + this.id;
	}

	private long millis() {
		return this.startedAt.toEpochMilli();
	}

	static @Nullable Replica parse(String text) {
		int slash = text.indexOf('/');
		try {
			return (slash < 0) ? null : new Replica(Instant.ofEpochMilli(Long.parseLong(text.substring(0, slash))),
					text.substring(slash + 1));
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

}
