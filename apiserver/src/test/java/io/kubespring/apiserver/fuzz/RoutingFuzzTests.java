package io.kubespring.apiserver.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;

import io.kubespring.apiserver.authorization.AccessReview;
import io.kubespring.apiserver.fuzz.FuzzedServer.Served;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is sent, what is served is what was reviewed, what was reviewed is what was
 * sent, and what was refused is not served. {@code -Dkubespring.fuzz.seeds=1000000} tries
 * more, {@code -Dkubespring.fuzz.first=5000} others. A request that fails is added to the
 * regressions, which are tried first.
 */
class RoutingFuzzTests {

	private static final int THREADS = 2;

	private static final Path REGRESSIONS = Path
		.of("src/test/resources/io/kubespring/apiserver/fuzz/routing-regressions.txt");

	private static final Map<String, FuzzCase> cases = new ConcurrentHashMap<>();

	private static FuzzedServer server;

	@BeforeAll
	static void start() {
		server = new FuzzedServer(new Recorder());
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void regressionsHold() throws Exception {
		List<HostileRequest> known = new ArrayList<>();
		for (String line : Files.readAllLines(REGRESSIONS, StandardCharsets.UTF_8)) {
			if (!line.startsWith("//")) {
				known.add(HostileRequest.parse(line));
			}
		}
		Run run = new Run(0, known.size(), (number) -> known.get((int) number));
		assertThat(run.failures()).isEmpty();
	}

	@Test
	void routingAndAuthorizationAgree() throws Exception {
		long seeds = Long.getLong("kubespring.fuzz.seeds", 10_000);
		long first = Long.getLong("kubespring.fuzz.first", 0);
		long begin = System.nanoTime();
		Run run = new Run(first, first + seeds, HostileRequests::of);
		System.out.println(seeds + " requests in " + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s, "
				+ run.served.sum() + " served by user code, answered by " + new TreeMap<>(run.statuses));
		run.save();
		assertThat(run.failures()).isEmpty();
		assertThat(run.served.sum()).as("or the requests are too hostile to tell anything").isGreaterThan(seeds / 100);
		assertThat(run.statuses).containsKeys(200, 400, 403, 404);
	}

	@Test
	void aSeedMakesOneRequestAndItsLineTheSame() {
		for (long seed = 0; seed < 1_000; seed++) {
			HostileRequest request = HostileRequests.of(seed);
			assertThat(HostileRequests.of(seed)).isEqualTo(request);
			assertThat(HostileRequest.parse(request.line())).isEqualTo(request);
		}
	}

	/**
	 * Requests by number, sent over a few connections at a time.
	 */
	private static final class Run {

		private final AtomicLong next;

		private final long end;

		private final LongFunction<HostileRequest> requests;

		private final Map<HostileRequest, String> failed = new ConcurrentHashMap<>();

		private final Queue<Throwable> broken = new ConcurrentLinkedQueue<>();

		final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();

		final LongAdder served = new LongAdder();

		Run(long first, long end, LongFunction<HostileRequest> requests) throws InterruptedException {
			this.next = new AtomicLong(first);
			this.end = end;
			this.requests = requests;
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				Thread thread = new Thread(this::send, "fuzz-" + i);
				thread.start();
				threads.add(thread);
			}
			for (Thread thread : threads) {
				thread.join();
			}
		}

		private void send() {
			try (FuzzClient client = new FuzzClient(server.port())) {
				for (long i = this.next.getAndIncrement(); i < this.end
						&& this.failed.size() < 20; i = this.next.getAndIncrement()) {
					send(client, "fuzz-" + i, this.requests.apply(i));
				}
			}
			catch (IOException | RuntimeException ex) {
				this.broken.add(ex);
			}
		}

		private void send(FuzzClient client, String caller, HostileRequest request) throws IOException {
			FuzzCase fuzzed = new FuzzCase(request);
			cases.put(caller, fuzzed);
			String problem;
			try {
				FuzzClient.Answer answer = client.send(request, caller, fuzzed::isWatch);
				problem = fuzzed.problem(answer);
				this.statuses.computeIfAbsent(answer.status(), (status) -> new LongAdder()).increment();
				if (problem != null) {
					problem += ", with " + answer;
				}
			}
			catch (IOException | RuntimeException ex) {
				problem = ex.toString();
				client.close();
			}
			cases.remove(caller);
			if (fuzzed.isServed()) {
				this.served.increment();
			}
			if (problem != null) {
				this.failed.put(request, caller + " " + problem + ": " + fuzzed);
			}
		}

		List<Object> failures() {
			List<Object> all = new ArrayList<>(this.failed.values());
			all.addAll(this.broken);
			return all;
		}

		void save() {
			try {
				for (HostileRequest request : this.failed.keySet()) {
					Files.writeString(REGRESSIONS, request.line() + "\n", StandardOpenOption.APPEND);
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	private static final class Recorder implements FuzzedServer.Witness {

		@Override
		public boolean review(AccessReview review) {
			FuzzCase known = cases.get(review.user().name());
			return known != null && known.review(review);
		}

		@Override
		public void served(String caller, Served what) {
			FuzzCase known = cases.get(caller);
			if (known != null) {
				known.served(what);
			}
		}

		@Override
		public void application(String path, @Nullable String caller) {
			FuzzCase known = (caller != null) ? cases.get(caller) : null;
			if (known != null) {
				known.application(path);
			}
		}

	}

}
