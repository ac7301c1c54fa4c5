package io.kubespring.benchmarks.engine;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
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
 * What it costs to read in the hub's version, in another one, and where there is no other
 * at all.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VersionBenchmark {

	private static final String JSON = "application/json";

	@Param({ "alone", "v1", "v1beta1" })
	private String version = "";

	private @Nullable BenchmarkServer server;

	private String list = "";

	private long count;

	/**
	 * See that there is what is measured; this converts what has to be.
	 */
	@Setup
	public void start() {
		boolean alone = this.version.equals("alone");
		this.server = new BenchmarkServer(1000, 0, alone ? List.of() : List.of(new NotesV1beta1()));
		this.list = BenchmarkServer.NOTES.replace("/v1/", "/" + (alone ? "v1" : this.version) + "/");
		BenchmarkServer.require(get(), 800);
		BenchmarkServer.require(list(), 800_000);
		BenchmarkServer.require(patch(), 800);
	}

	/**
	 * End the server.
	 */
	@TearDown
	public void stop() {
		server().close();
	}

	private BenchmarkServer server() {
		return Objects.requireNonNull(this.server, "the server was started");
	}

	/**
	 * Read one object.
	 * @return the bytes
	 */
	@Benchmark
	public long get() {
		return server().ask(this.list.replace("/notes", "/namespaces/n/notes/note7"), JSON);
	}

	/**
	 * Change a label of an object.
	 * @return the bytes
	 */
	@Benchmark
	public long patch() {
		return server().patch(this.list.replace("/notes", "/namespaces/n/notes/note8"),
				"{\"metadata\":{\"labels\":{\"app\":\"v" + this.count++ + "\"}}}");
	}

	/**
	 * Read a thousand objects.
	 * @return the bytes
	 */
	@Benchmark
	public long list() {
		return server().ask(this.list, JSON);
	}

}
