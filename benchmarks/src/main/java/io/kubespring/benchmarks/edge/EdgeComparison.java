package io.kubespring.benchmarks.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.kubespring.apiserver.certificate.StandaloneCredentials;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import reactor.core.publisher.Flux;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Compares the CPU time that a server spends per request when a fixed answer of 1 KiB is
 * given in different {@link Place}s, beside different {@link Neighbour}s, over plain
 * HTTP/1.1 and over HTTP/2 with TLS. Servers of one line of the result run at the same
 * time and are asked in turn, so that a disturbance meets all of them; the figure is that
 * of the least disturbed round, as a ratio to the first place, with the median beside it.
 * Arguments: requests per round, rounds.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class EdgeComparison {

	private static final int WARM_UP_ROUNDS = 3;

	private final int requests;

	private final int rounds;

	private final Path directory;

	private EdgeComparison(int requests, int rounds, Path directory) {
		this.requests = requests;
		this.rounds = rounds;
		this.directory = directory;
	}

	/**
	 * Compare.
	 * @param args the number of requests per round and the number of rounds, both
	 * optional
	 * @throws IOException if a server does not start
	 */
	public static void main(String[] args) throws IOException {
		int requests = (args.length > 0) ? Integer.parseInt(args[0]) : 40_000;
		int rounds = (args.length > 1) ? Integer.parseInt(args[1]) : 5;
		EdgeComparison comparison = new EdgeComparison(requests, rounds, Files.createTempDirectory("edge"));
		for (boolean tls : new boolean[] { false, true }) {
			for (Neighbour neighbour : Neighbour.values()) {
				comparison.compare(neighbour, tls);
			}
		}
		System.exit(0);
	}

	private void compare(Neighbour neighbour, boolean tls) throws IOException {
		Map<Place, EdgeProcess> servers = new EnumMap<>(Place.class);
		try {
			Map<Place, HttpClient> clients = new EnumMap<>(Place.class);
			for (Place place : Place.values()) {
				EdgeProcess server = EdgeProcess.start(place, neighbour, tls ? tlsArguments() : List.of());
				servers.put(place, server);
				clients.put(place, client(server.port(), tls));
			}
			report(neighbour, tls, measure(servers, clients));
		}
		finally {
			servers.values().forEach(EdgeProcess::close);
		}
	}

	private Map<Place, double[]> measure(Map<Place, EdgeProcess> servers, Map<Place, HttpClient> clients) {
		Map<Place, double[]> microseconds = new EnumMap<>(Place.class);
		for (int round = -WARM_UP_ROUNDS; round < this.rounds; round++) {
			for (Place place : Place.values()) {
				EdgeProcess server = servers.get(place);
				HttpClient client = clients.get(place);
				if (server == null || client == null) {
					throw new IllegalStateException("No server for " + place);
				}
				long before = server.cpuTime().toNanos();
				ask(client);
				double spent = (server.cpuTime().toNanos() - before) / 1000.0 / this.requests;
				if (round >= 0) {
					microseconds.computeIfAbsent(place, (key) -> new double[this.rounds])[round] = spent;
				}
			}
		}
		return microseconds;
	}

	private void ask(HttpClient client) {
		Long bytes = Flux.range(0, this.requests)
			.flatMap((i) -> client.get()
				.uri(FixedAnswer.PATH)
				.responseSingle((response, body) -> body.map((buffer) -> buffer.readableBytes())), 64)
			.reduce(0L, Long::sum)
			.block();
		if (bytes == null || bytes != 1024L * this.requests) {
			throw new IllegalStateException("Answers of " + bytes + " bytes for " + this.requests + " requests");
		}
	}

	private void report(Neighbour neighbour, boolean tls, Map<Place, double[]> microseconds) {
		double least = 0;
		double median = 0;
		List<String> cells = new ArrayList<>();
		for (Map.Entry<Place, double[]> entry : microseconds.entrySet()) {
			double[] sorted = entry.getValue().clone();
			Arrays.sort(sorted);
			least = (least == 0) ? sorted[0] : least;
			median = (median == 0) ? sorted[sorted.length / 2] : median;
			cells.add(String.format(Locale.ROOT, "%s %.2f (median %.2f)", entry.getKey(), sorted[0] / least,
					sorted[sorted.length / 2] / median));
		}
		System.out.println((tls ? "HTTP/2 with TLS" : "HTTP/1.1 plain") + ", beside " + neighbour + ": "
				+ String.join(", ", cells) + String.format(Locale.ROOT, "; 1.00 is %.1f microseconds", least));
	}

	private static HttpClient client(int port, boolean tls) {
		ConnectionProvider connections = ConnectionProvider.create("edge-" + port, tls ? 4 : 64);
		HttpClient client = HttpClient.create(connections).host("127.0.0.1").port(port);
		return tls ? client.protocol(HttpProtocol.H2)
			.secure((spec) -> spec.sslContext(Http2SslContextSpec.forClient()
				.configure((context) -> context.trustManager(InsecureTrustManagerFactory.INSTANCE)))) : client;
	}

	private List<String> tlsArguments() {
		StandaloneCredentials credentials = StandaloneCredentials.loadOrCreate(this.directory, List.of(),
				Clock.systemUTC());
		return List.of("--server.http2.enabled=true",
				"--server.ssl.certificate=" + credentials.servingCertificateFile().toUri(),
				"--server.ssl.certificate-private-key=" + credentials.servingKeyFile().toUri());
	}

}
