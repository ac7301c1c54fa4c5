package io.kubespring.benchmarks.engine;

import java.util.concurrent.TimeUnit;

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

/**
 * What a Table of 500 rows costs whose cells are kept with the objects.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 3)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TableBenchmark {

	private static final int OBJECTS = 500;

	private final BenchmarkServer server = new BenchmarkServer(OBJECTS, 0);

	/**
	 * See that there is what is measured.
	 */
	@Setup
	public void check() {
		BenchmarkServer.require(table(), OBJECTS * 200L);
	}

	/**
	 * End the server.
	 */
	@TearDown
	public void close() {
		this.server.close();
	}

	/**
	 * Answer a Table.
	 * @return the number of bytes
	 */
	@Benchmark
	public long table() {
		return this.server.ask(BenchmarkServer.NOTES, "application/json;as=Table;v=v1;g=meta.k8s.io");
	}

}
