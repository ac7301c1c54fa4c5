package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLPeerUnverifiedException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;

/**
 * Stands between the aggregator and a server: notes what is asked and answered, and
 * answers in the server's place where it is told to.
 */
public final class RecordingProxy {

	/**
	 * What a connection has for itself.
	 */
	private static final Set<String> OWN = Set.of("connection", "content-length", "transfer-encoding", "host", "expect",
			"upgrade", ":status");

	private final HttpsServer server;

	private final HttpClient client;

	private final String target;

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	private final Map<String, Script> scripts = new ConcurrentHashMap<>();

	RecordingProxy(Pki pki, int target) {
		this.target = "https://127.0.0.1:" + target;
		this.client = HttpClient.newBuilder()
			.sslContext(RawClient.context(Path.of(pki.file("proxy.crt")), Path.of(pki.file("proxy.key"))))
			.version(HttpClient.Version.HTTP_1_1)
			.build();
		try {
			this.server = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setHttpsConfigurator(new HttpsConfigurator(
				RawClient.context(Path.of(pki.file("serving.crt")), Path.of(pki.file("serving.key")))) {

			@Override
			public void configure(HttpsParameters parameters) {
				parameters.setWantClientAuth(true);
			}

		});
		this.server.createContext("/", this::handle);
		this.server.setExecutor(Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "recording-proxy");
			thread.setDaemon(true);
			return thread;
		}));
		this.server.start();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	/**
	 * Answer requests for a path in the server's place.
	 */
	public void answer(String path, int code, Map<String, String> headers, String body) {
		this.scripts.put(path, new Script(code, headers, body));
	}

	/**
	 * Have the server answer everything again.
	 */
	public void passOn() {
		this.scripts.clear();
	}

	/**
	 * What was asked, in the order in which it was answered.
	 */
	public List<Call> calls() {
		return List.copyOf(this.calls);
	}

	/**
	 * What was asked of a path since a number of calls were made.
	 */
	public List<Call> calls(String path, int since) {
		List<Call> all = calls();
		return all.subList(since, all.size()).stream().filter((call) -> call.path().equals(path)).toList();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Script script = this.scripts.get(exchange.getRequestURI().getPath());
			if (script != null) {
				note(exchange, script.code());
				script.headers().forEach(exchange.getResponseHeaders()::set);
				byte[] body = script.body().getBytes(StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(script.code(), (body.length == 0) ? -1 : body.length);
				exchange.getResponseBody().write(body);
			}
			else {
				ask(exchange);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void ask(HttpExchange exchange) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.target + exchange.getRequestURI()))
			.method(exchange.getRequestMethod(),
					HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
		exchange.getRequestHeaders().forEach((name, values) -> {
			if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
				values.forEach((value) -> request.header(name, value));
			}
		});
		HttpResponse<InputStream> answer;
		try {
			answer = this.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
		}
		catch (ConnectException ex) {
			note(exchange, 0);
			exchange.sendResponseHeaders(503, -1);
			return;
		}
		note(exchange, answer.statusCode());
		answer.headers().map().forEach((name, values) -> {
			if (!OWN.contains(name)) {
				exchange.getResponseHeaders().put(name, values);
			}
		});
		boolean empty = answer.statusCode() == 304 || exchange.getRequestMethod().equals("HEAD");
		exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : 0);
		copy(answer.body(), exchange.getResponseBody());
	}

	/**
	 * Events of a watch are handed on as they come.
	 */
	private static void copy(InputStream from, OutputStream to) throws IOException {
		byte[] buffer = new byte[8192];
		try (from) {
			int length = from.read(buffer);
			while (length >= 0) {
				to.write(buffer, 0, length);
				to.flush();
				length = from.read(buffer);
			}
		}
	}

	private void note(HttpExchange exchange, int code) {
		Map<String, List<String>> headers = new TreeMap<>();
		exchange.getRequestHeaders()
			.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
		this.calls.add(new Call(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), headers,
				issuer((HttpsExchange) exchange), code));
	}

	private static String issuer(HttpsExchange exchange) {
		try {
			return ((X509Certificate) exchange.getSSLSession().getPeerCertificates()[0]).getIssuerX500Principal()
				.getName();
		}
		catch (SSLPeerUnverifiedException ex) {
			return "";
		}
	}

	void stop() {
		this.server.stop(0);
	}

	/**
	 * A request and how it was answered.
	 *
	 * @param method the method
	 * @param path the path, without the query
	 * @param headers headers by name in lower case
	 * @param issuer who issued the client's certificate
	 * @param code the code of the answer, 0 if there was no server
	 */
	public record Call(String method, String path, Map<String, List<String>> headers, String issuer, int code) {

		/**
		 * The values of a header.
		 */
		public List<String> header(String name) {
			return this.headers.getOrDefault(name, List.of());
		}

	}

	private record Script(int code, Map<String, String> headers, String body) {

	}

}
