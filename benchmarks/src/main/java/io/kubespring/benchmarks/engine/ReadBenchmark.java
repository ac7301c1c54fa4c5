package io.kubespring.benchmarks.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.TreeCodec;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * What an object costs when it comes from the store, what a GET costs, and what a LIST of
 * 5,000 objects costs when their stored bytes are joined, and what it would cost to
 * encode them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 3)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReadBenchmark {

	private static final int OBJECTS = 5000;

	private static final String JSON = "application/json";

	private final byte[] stored = BenchmarkServer.stored("note", 1);

	private final BenchmarkServer server = new BenchmarkServer(OBJECTS, 0);

	private final List<ObjectNode> trees = new ArrayList<>();

	/**
	 * See that there is what is measured.
	 */
	@Setup
	public void check() {
		for (int i = 0; i < OBJECTS; i++) {
			this.trees.add(TreeCodec.SHARED.readObject(BenchmarkServer.stored("note" + i, 1)));
		}
		BenchmarkServer.require(get(), 800);
		BenchmarkServer.require(listOfBytes(), OBJECTS * 800L);
		BenchmarkServer.require(listOfTrees(), OBJECTS * 800L);
	}

	/**
	 * End the server.
	 */
	@TearDown
	public void close() {
		this.server.close();
	}

	/**
	 * Decode an object as the cache does with what it follows.
	 * @return the object
	 */
	@Benchmark
	public EncodedObject decode() {
		return EncodedObject.decode(7, this.stored);
	}

	/**
	 * Answer a GET.
	 * @return the number of bytes
	 */
	@Benchmark
	public long get() {
		return this.server.ask("/apis/bench.example.com/v1/namespaces/n/notes/note7", JSON);
	}

	/**
	 * Answer a LIST, piece by piece.
	 * @return the number of bytes
	 */
	@Benchmark
	public long listOfBytes() {
		return this.server.ask(BenchmarkServer.NOTES, JSON);
	}

	/**
	 * Encode as many objects as the LIST has.
	 * @return the number of bytes
	 */
	@Benchmark
	public long listOfTrees() {
		long bytes = 0;
		for (ObjectNode tree : this.trees) {
			bytes += TreeCodec.SHARED.write(tree).length;
		}
		return bytes;
	}

}
