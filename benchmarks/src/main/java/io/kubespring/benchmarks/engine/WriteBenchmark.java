package io.kubespring.benchmarks.engine;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.registry.StoredObjects;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import io.kubespring.apiserver.watchcache.WatchCache;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import io.kubespring.apiserver.write.Mutation;
import io.kubespring.apiserver.write.NamespaceLookup;
import io.kubespring.apiserver.write.WritePipeline;
import io.kubespring.apiserver.write.WriteRequest;
import io.kubespring.apiserver.write.WriteResult;
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
import reactor.core.scheduler.Schedulers;

/**
 * What writes cost from the body's bytes to the bytes of the answer, with the memory
 * store and a cache that follows it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class WriteBenchmark {

	private static final ObjectKey NEW = new ObjectKey("n", "");

	private static final ObjectKey CREATED = new ObjectKey("n", "created");

	private static final ObjectKey UPDATED = new ObjectKey("n", "updated");

	private static final ObjectKey PATCHED = new ObjectKey("n", "patched");

	private final RequestContext context = new Caller();

	private final ResourceDefinition definition = new ResourceDefinitionFactory(List.of()).create(new Notes());

	private final MemoryStore store = new MemoryStore(Clock.systemUTC(), MemoryStoreSettings.DEFAULTS);

	private final WatchCache cache = new WatchCache(this.store, this.definition.storagePrefix(),
			WatchCacheSettings.DEFAULTS, Schedulers.parallel());

	private final WritePipeline pipeline = new WritePipeline(this.definition,
			new StoredObjects(this.store, this.cache, this.definition.storagePrefix()), NamespaceLookup.ANY,
			Clock.systemUTC(), new SplittableRandom());

	private long updatedRevision;

	private long count;

	/**
	 * Make what will be changed.
	 */
	@Setup
	public void start() {
		this.cache.start();
		while (!this.cache.isReady()) {
			Thread.onSpinWait();
		}
		this.updatedRevision = create("updated").object().revision();
		create("patched");
	}

	/**
	 * End the cache.
	 */
	@TearDown
	public void close() {
		this.cache.close();
	}

	/**
	 * Create an object and delete it again.
	 * @return the bytes of the answer to the creation
	 */
	@Benchmark
	public byte[] createAndDelete() {
		byte[] answer = create("created").object().json();
		execute(CREATED, new Mutation.Delete(DeleteOptions.NONE));
		return answer;
	}

	private WriteResult create(String name) {
		return execute(NEW, new Mutation.Create(TreeCodec.SHARED.readObject(body(name, 0))));
	}

	/**
	 * Replace an object.
	 * @return the bytes of the answer
	 */
	@Benchmark
	public byte[] update() {
		WriteResult result = execute(UPDATED,
				new Mutation.Replace(TreeCodec.SHARED.readObject(body("updated", this.updatedRevision))));
		this.updatedRevision = result.object().revision();
		return result.object().json();
	}

	/**
	 * Patch a label of an object.
	 * @return the bytes of the answer
	 */
	@Benchmark
	public byte[] mergePatch() {
		byte[] body = ("{\"metadata\":{\"labels\":{\"app\":\"v" + this.count++ + "\"}}}")
			.getBytes(StandardCharsets.UTF_8);
		return execute(PATCHED, new Mutation.MergePatched(TreeCodec.SHARED.readTree(body))).object().json();
	}

	private WriteResult execute(ObjectKey key, Mutation mutation) {
		return this.pipeline.execute(new WriteRequest(key, WriteRequest.Part.OBJECT, mutation, false), this.context);
	}

	private byte[] body(String name, long revision) {
		String version = (revision != 0) ? "\"resourceVersion\":\"" + revision + "\"," : "";
		return ("{\"apiVersion\":\"bench.example.com/v1\",\"kind\":\"Note\",\"metadata\":{" + version + "\"name\":\""
				+ name + "\",\"labels\":{\"app\":\"v" + this.count++ + "\"}},\"spec\":{\"text\":\"" + "x".repeat(768)
				+ "\"}}")
			.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Who writes.
	 */
	private static final class Caller implements RequestContext {

		@Override
		public String namespace() {
			return "n";
		}

		@Override
		public UserInfo user() {
			return UserInfo.ANONYMOUS;
		}

		@Override
		public boolean dryRun() {
			return false;
		}

		@Override
		public String fieldManager() {
			return "benchmark";
		}

		@Override
		public void warn(String text) {
		}

		@Override
		public void addAuditAnnotation(String key, String value) {
		}

	}

}
