package io.kubespring.benchmarks.comparison;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers that ask at the same time, each one thing after the other, until the time is
 * over.
 */
final class Callers implements AutoCloseable {

	static final int COUNT = 16;

	private final ExecutorService threads = Executors.newFixedThreadPool(COUNT, (work) -> {
		Thread thread = new Thread(work, "caller");
		thread.setDaemon(true);
		return thread;
	});

	/**
	 * Have all callers ask.
	 * @param time how long
	 * @param most how often at most, by all callers together
	 * @param call asks once
	 * @return how often was asked, and the bytes of the answers
	 */
	Done call(Duration time, long most, Call call) {
		long end = System.nanoTime() + time.toNanos();
		AtomicLong operations = new AtomicLong();
		AtomicLong bytes = new AtomicLong();
		List<Future<?>> futures = new ArrayList<>();
		for (int caller = 0; caller < COUNT; caller++) {
			int number = caller;
			futures.add(this.threads.submit(() -> {
				for (long own = 0; own < most / COUNT && System.nanoTime() < end; own++) {
					bytes.addAndGet(call.once(number, own));
					operations.incrementAndGet();
				}
			}));
		}
		futures.forEach(Callers::await);
		return new Done(operations.get(), bytes.get());
	}

	private static void await(Future<?> future) {
		try {
			future.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/**
	 * Asks once.
	 */
	interface Call {

		/**
		 * Ask.
		 * @param caller the number of the caller
		 * @param own the number of the call among those of the caller
		 * @return the bytes of the answer
		 */
		long once(int caller, long own);

	}

	/**
	 * What was done.
	 *
	 * @param operations how often was asked
	 * @param bytes the bytes of the answers
	 */
	record Done(long operations, long bytes) {

	}

}
