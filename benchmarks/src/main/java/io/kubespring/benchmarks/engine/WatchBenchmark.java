package io.kubespring.benchmarks.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.kubespring.apiserver.storage.Change;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * What one change costs from the store to the last of 1,000 watches, which share its
 * bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class WatchBenchmark {

	private static final int WATCHES = 1000;

	private final BenchmarkServer server = new BenchmarkServer(1, 0);

	private final AtomicLong pieces = new AtomicLong();

	private final Disposable.Composite watches = Disposables.composite();

	private long revision;

	private long sent;

	/**
	 * Open the watches.
	 */
	@Setup
	public void open() {
		for (int i = 0; i < WATCHES; i++) {
			this.watches.add(
					this.server
						.begin(BenchmarkServer.NOTES + "?watch=1&timeoutSeconds=3600", "application/json",
								(bytes) -> this.pieces.incrementAndGet())
						.subscribe());
		}
		// Each begins with the one object that there is.
		awaitPieces(WATCHES);
		BenchmarkServer.require(this.server.watches(), WATCHES);
		this.sent = 1;
		this.revision = this.server.store().get(this.server.key("note0")).blockOptional().orElseThrow().revision();
	}

	private void awaitPieces(long expected) {
		while (this.pieces.get() < expected) {
			Thread.onSpinWait();
		}
	}

	/**
	 * End watches and server.
	 */
	@TearDown
	public void close() {
		this.watches.dispose();
		this.server.close();
	}

	/**
	 * Change an object and wait until all watches have got the event.
	 * @return the number of pieces sent so far
	 */
	@Benchmark
	public long fanOut() {
		this.sent++;
		byte[] stored = BenchmarkServer.stored("note0", this.sent);
		this.revision = this.server.store()
			.append(new Change(this.server.key("note0"), this.revision, stored))
			.blockOptional()
			.orElseThrow();
		awaitPieces(this.sent * WATCHES);
		return this.pieces.get();
	}

}
