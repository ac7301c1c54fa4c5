package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import io.kubespring.apiserver.certificate.Pem;
import org.awaitility.Awaitility;

/**
 * Sends single requests with a client certificate and fixed headers, and gives what came
 * back as it came.
 */
public final class RawClient {

	private final SSLContext context;

	private final HttpClient client;

	private final String base;

	private final Map<String, String> headers;

	RawClient(String base, Path certificate, Path key, Map<String, String> headers) {
		this(base, context(certificate, key), headers, HttpClient.Version.HTTP_2);
	}

	private RawClient(String base, SSLContext context, Map<String, String> headers, HttpClient.Version version) {
		this.base = base;
		this.headers = headers;
		this.context = context;
		this.client = HttpClient.newBuilder()
			.sslContext(context)
			.version(version)
			.connectTimeout(Duration.ofSeconds(5))
			.build();
	}

	/**
	 * Wait until the server says that it is ready.
	 */
	void awaitReady() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(90))
			.pollInterval(Duration.ofMillis(200))
			.ignoreExceptions()
			.until(() -> send("GET", "/readyz", "", Map.of()).body().equals("ok"));
	}

	/**
	 * The same client over one version of HTTP. A client speaks the second where the
	 * server does, unless told otherwise.
	 */
	public RawClient over(HttpClient.Version version) {
		return new RawClient(this.base, this.context, this.headers, version);
	}

	static SSLContext context(Path certificate, Path key) {
		try {
			List<X509Certificate> chain = Pem.readCertificates(Files.readAllBytes(certificate));
			PrivateKey privateKey = Pem.readPrivateKey(Files.readAllBytes(key), "EC");
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			store.setKeyEntry("client", privateKey, new char[0], chain.toArray(new Certificate[0]));
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(store, new char[0]);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), new TrustManager[] { new AcceptAll() }, null);
			return context;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Send a request.
	 * @param method the method
	 * @param path path and query
	 * @param body the body, empty for none
	 * @param more further headers
	 * @return what came back
	 */
	public Answer send(String method, String path, String body, Map<String, String> more) {
		try {
			HttpResponse<byte[]> response = this.client.send(request(method, path, body, more),
					HttpResponse.BodyHandlers.ofByteArray());
			return new Answer(response.statusCode(), lines(response), response.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Open a stream, such as a watch.
	 */
	public HttpResponse<InputStream> open(String path, Map<String, String> more) {
		try {
			return this.client.send(request("GET", path, "", more), HttpResponse.BodyHandlers.ofInputStream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Open a WebSocket.
	 * @param path path and query
	 * @param more further headers
	 * @param subprotocol the subprotocol to ask for, empty for none
	 * @return what is heard on it
	 */
	public SocketTranscript webSocket(String path, Map<String, String> more, String subprotocol) {
		SocketTranscript transcript = new SocketTranscript();
		WebSocket.Builder builder = this.client.newWebSocketBuilder().header("Origin", this.base);
		this.headers.forEach(builder::header);
		more.forEach(builder::header);
		if (!subprotocol.isEmpty()) {
			builder.subprotocols(subprotocol);
		}
		transcript.opened(builder.buildAsync(URI.create(this.base.replace("https:", "wss:") + path), transcript)
			.orTimeout(20, TimeUnit.SECONDS)
			.join());
		return transcript;
	}

	/**
	 * Send octets over a connection of its own and read until the server closes it.
	 * @param request the octets
	 * @return what came back
	 */
	public String exchange(String request) {
		URI server = URI.create(this.base);
		try (Socket socket = this.context.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Send octets over a connection of its own and read until something is heard.
	 * @param request the octets
	 * @param awaited what is to be heard
	 * @return what came back until then
	 */
	public String exchange(String request, String awaited) {
		URI server = URI.create(this.base);
		StringBuilder heard = new StringBuilder();
		try (Socket socket = this.context.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			int octet = socket.getInputStream().read();
			while (octet != -1) {
				heard.append((char) octet);
				if (heard.indexOf(awaited) >= 0) {
					return heard.toString();
				}
				octet = socket.getInputStream().read();
			}
			throw new AssertionError("closed behind " + heard);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("behind " + heard, ex);
		}
	}

	/**
	 * Begin a request whose body is completed later, over HTTP/1.1.
	 * @param path the path to post to
	 * @param first the first part of the body
	 * @param rest the rest of the body, sent when it is there
	 * @param expecting whether the server is asked whether it wants to read the body
	 * @return what comes back; returned when the body is begun
	 */
	public CompletableFuture<Answer> postLate(String path, String first, CompletableFuture<String> rest,
			boolean expecting) {
		SubmissionPublisher<ByteBuffer> body = new SubmissionPublisher<>(Runnable::run, Flow.defaultBufferSize());
		CompletableFuture<Void> wanted = new CompletableFuture<>();
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.version(HttpClient.Version.HTTP_1_1)
			.setHeader("Content-Type", "application/json")
			.expectContinue(expecting)
			.POST(HttpRequest.BodyPublishers.fromPublisher((subscriber) -> {
				body.subscribe(subscriber);
				wanted.complete(null);
			}));
		this.headers.forEach(request::setHeader);
		CompletableFuture<Answer> answer = this.client
			.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
			.thenApply((response) -> new Answer(response.statusCode(), lines(response), response.body()));
		wanted.orTimeout(10, TimeUnit.SECONDS).join();
		body.submit(ByteBuffer.wrap(first.getBytes(StandardCharsets.UTF_8)));
		rest.thenAccept((text) -> {
			body.submit(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
			body.close();
		});
		return answer;
	}

	private HttpRequest request(String method, String path, String body, Map<String, String> more) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.timeout(Duration.ofSeconds(20))
			.method(method,
					body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.put("User-Agent", "suite/1.0");
		if (!body.isEmpty()) {
			all.put("Content-Type", "application/json");
		}
		all.putAll(more);
		all.forEach(request::setHeader);
		return request.build();
	}

	/**
	 * The headers of an answer by name in lower case.
	 */
	public static Map<String, List<String>> lines(HttpResponse<?> response) {
		Map<String, List<String>> lines = new TreeMap<>();
		response.headers()
			.map()
			.forEach((name, values) -> lines.computeIfAbsent(name.toLowerCase(Locale.ROOT), (key) -> new ArrayList<>())
				.addAll(values));
		return lines;
	}

	/**
	 * What came back from a request.
	 *
	 * @param code the HTTP status code
	 * @param lines headers by name in lower case, each line with its value
	 * @param bytes the body
	 */
	public record Answer(int code, Map<String, List<String>> lines, byte[] bytes) {

		/**
		 * Headers by name in lower case, repeated ones joined.
		 */
		public Map<String, String> headers() {
			Map<String, String> headers = new LinkedHashMap<>();
			this.lines.forEach((name, values) -> headers.put(name, String.join(", ", values)));
			return headers;
		}

		/**
		 * The body as text.
		 */
		public String body() {
			return new String(this.bytes, StandardCharsets.UTF_8);
		}

	}

}
