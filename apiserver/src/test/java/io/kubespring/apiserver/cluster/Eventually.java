package io.kubespring.apiserver.cluster;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import reactor.core.publisher.Flux;

/**
 * Waits until something holds that happens on another thread.
 */
public final class Eventually {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private Eventually() {
	}

	public static void isTrue(Supplier<Boolean> condition) {
		holds(() -> {
			if (!condition.get()) {
				throw new AssertionError("never became true");
			}
		});
	}

	public static void holds(ThrowingCallable assertion) {
		AtomicReference<Throwable> last = new AtomicReference<>(new AssertionError("never tried"));
		Flux.interval(Duration.ZERO, Duration.ofMillis(10))
			.onBackpressureDrop()
			.filter((tick) -> attempt(assertion, last))
			.take(PATIENCE)
			.switchIfEmpty(Flux.error(() -> new AssertionError("Not within " + PATIENCE, last.get())))
			.blockFirst();
	}

	private static boolean attempt(ThrowingCallable assertion, AtomicReference<Throwable> last) {
		try {
			assertion.call();
			return true;
		}
		catch (Throwable ex) {
			last.set(ex);
			return false;
		}
	}

}
