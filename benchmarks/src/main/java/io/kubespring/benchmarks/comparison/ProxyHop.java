package io.kubespring.benchmarks.comparison;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.kubespring.conformance.cluster.ComparisonCluster;

/**
 * Measures what the way through kube-apiserver's aggregator costs: the same object is
 * read as a custom resource of kube-apiserver, through kube-apiserver from the fixture
 * {@code wardle}, and from {@code wardle} directly. CPU time is that of all processes
 * that answer, etcd's not counted; the time of an answer is what one caller waits for one
 * request after the other.
 * <p>
 * To be run from the root of the repository after everything was packaged.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ProxyHop {

	private static final String GROUP = "wardle.example.com";

	private static final String TWIN = "twin.example.com";

	private static final int ROUNDS = 7;

	private static final int WAITS = 1000;

	private final List<Way> ways;

	private final Callers callers = new Callers();

	private ProxyHop(ComparisonCluster cluster) {
		long api = cluster.kubeApiServer().pid();
		long wardle = cluster.wardle().pid();
		String url = cluster.kubeApiServer().url();
		this.ways = List.of(
				new Way(new Target("custom resource", url, List.of(api), cluster::newAdministratorClient), TWIN),
				new Way(new Target("through kube-apiserver", url, List.of(api, wardle),
						cluster::newAdministratorClient), GROUP),
				new Way(new Target("directly", cluster.wardle().url(), List.of(wardle), cluster::newFrontProxyClient),
						GROUP));
	}

	/**
	 * Measure.
	 * @param args none
	 */
	public static void main(String[] args) {
		try (ComparisonCluster cluster = ComparisonCluster.start(Path.of("").toAbsolutePath())) {
			cluster.serveCustomResource(TWIN, "v1alpha1", "Flunder", "flunders");
			cluster.awaitAggregated("v1alpha1." + GROUP);
			new ProxyHop(cluster).run();
		}
		System.exit(0);
	}

	private void run() {
		this.ways.stream().limit(2).forEach(Way::seed);
		for (Reading reading : Reading.values()) {
			this.ways.forEach((way) -> way.cost(this.callers, reading, Duration.ofSeconds(6)));
			for (int round = 0; round < ROUNDS; round++) {
				this.ways.forEach((way) -> way.measure(this.callers, reading, Duration.ofSeconds(2)));
			}
			System.out.println(table(reading));
		}
		this.callers.close();
	}

	private String table(Reading reading) {
		StringBuilder table = new StringBuilder();
		line(table, "%-26s %12s %12s %12s %12s", reading.title, "CPU", "by first", "waited", "by first");
		Way first = this.ways.get(0);
		for (Way way : this.ways) {
			line(table, "%-26s %9.1f us %12.2f %9.1f us %12.2f", way.target.name(), way.cpu(), way.cpu() / first.cpu(),
					way.waited(), way.waited() / first.waited());
		}
		this.ways.forEach(Way::forget);
		return table.toString();
	}

	private static void line(StringBuilder table, String format, Object... cells) {
		table.append(String.format(Locale.ROOT, format, cells)).append('\n');
	}

	/**
	 * What is read.
	 */
	private enum Reading {

		GET("GET of an object of 1 KiB", 1), LIST("LIST of 1,000", 20);

		private final String title;

		/**
		 * How many times as long as for an object is waited for it.
		 */
		private final int effort;

		Reading(String title, int effort) {
			this.title = title;
			this.effort = effort;
		}

		String path(String group, long index) {
			String collection = "/apis/" + group + "/v1alpha1/namespaces/" + Flunders.NAMESPACE + "/flunders";
			return (this == GET) ? collection + "/" + Flunders.name(index) : collection + "?resourceVersion=0";
		}

	}

	/**
	 * A way to an object. The least disturbed round counts.
	 */
	private static final class Way {

		private final Target target;

		private final String group;

		private double cpu = Double.MAX_VALUE;

		private double waited = Double.MAX_VALUE;

		Way(Target target, String group) {
			this.target = target;
			this.group = group;
		}

		void seed() {
			for (int i = 0; i < Flunders.COUNT; i++) {
				String body = Flunders.body(Flunders.name(i), "seed", "").replace(GROUP, this.group);
				this.target.send(0,
						this.target.write("POST",
								"/apis/" + this.group + "/v1alpha1/namespaces/" + Flunders.NAMESPACE + "/flunders",
								"application/json", body),
						201);
			}
		}

		Cost cost(Callers callers, Reading reading, Duration time) {
			double before = this.target.figures().cpuMicros();
			Callers.Done done = callers.call(time, Long.MAX_VALUE, (caller, own) -> ask(reading, caller, own));
			return new Cost(done.operations(), this.target.figures().cpuMicros() - before, done.bytes());
		}

		void measure(Callers callers, Reading reading, Duration time) {
			this.cpu = Math.min(this.cpu, cost(callers, reading, time).cpuPerOperation());
			double[] times = new double[WAITS / reading.effort];
			for (int i = 0; i < times.length; i++) {
				long begin = System.nanoTime();
				ask(reading, 0, i);
				times[i] = (System.nanoTime() - begin) / 1000.0;
			}
			Arrays.sort(times);
			this.waited = Math.min(this.waited, times[times.length / 2]);
		}

		private long ask(Reading reading, int caller, long own) {
			return this.target.send(caller, this.target.request(reading.path(this.group, own % Flunders.COUNT)).build(),
					200).length;
		}

		double cpu() {
			return this.cpu;
		}

		double waited() {
			return this.waited;
		}

		void forget() {
			this.cpu = Double.MAX_VALUE;
			this.waited = Double.MAX_VALUE;
		}

	}

}
