package io.kubespring.benchmarks.engine;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whether a GET costs more when many resources are served.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 3)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RoutingBenchmark {

	/**
	 * How many resources are served.
	 */
	@Param({ "10", "100", "1000" })
	public int resources;

	private BenchmarkServer server = new BenchmarkServer(0, 0);

	/**
	 * Start the server.
	 */
	@Setup
	public void start() {
		this.server.close();
		this.server = new BenchmarkServer(10, this.resources - 1);
		BenchmarkServer.require(get(), 800);
	}

	/**
	 * End the server.
	 */
	@TearDown
	public void close() {
		this.server.close();
	}

	/**
	 * Answer a GET.
	 * @return the number of bytes
	 */
	@Benchmark
	public long get() {
		return this.server.ask("/apis/bench.example.com/v1/namespaces/n/notes/note7", "application/json");
	}

}
