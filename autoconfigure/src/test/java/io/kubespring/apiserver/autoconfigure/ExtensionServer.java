package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.cluster.AuthenticationConfigMap;
import io.kubespring.apiserver.cluster.Eventually;
import io.kubespring.apiserver.cluster.StandInHostApi;
import io.kubespring.apiserver.server.ServerState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * An application that listens and extends a cluster, of which there is a stand-in. The
 * cluster's authorities are {@link #FRONT_PROXIES} and {@link #CLIENTS}; {@code alice}
 * may do everything, unless told otherwise, and nobody else anything. Decisions are not
 * remembered, so that each request has its review.
 */
final class ExtensionServer implements AutoCloseable {

	static final TestCertificates FRONT_PROXIES = TestCertificates.authority("fp");

	static final TestCertificates CLIENTS = TestCertificates.authority("cl");

	static final TestCertificates PROXY = FRONT_PROXIES.leaf("front-proxy-client");

	static final TestCertificates ALICE = CLIENTS.leaf("alice").organizations("dev", "ops");

	private static final TestCertificates SERVING = TestCertificates.authority("serving");

	private final StandInHostApi host;

	private final Map<List<Object>, HttpClient> clients = new HashMap<>();

	private final Map<Object, SSLContext> contexts = new ConcurrentHashMap<>();

	private final ReactiveWebServerApplicationContext context;

	private ExtensionServer(Path directory, StandInHostApi host, List<Class<?>> more, String... properties) {
		this.host = host;
		TestCertificates serving = SERVING.server("localhost");
		allow((spec) -> spec.path("user").asString("").equals("alice"));
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
				"--server.ssl.certificate=" + write(directory.resolve("tls.crt"), serving.pem()),
				"--server.ssl.certificate-private-key=" + write(directory.resolve("tls.key"), serving.keyPem()),
				"--apiserver.mode=cluster", "--apiserver.cluster.kubeconfig=" + this.host.kubeconfig(directory),
				"--apiserver.authorization.cache.allowed-ttl=0s", "--apiserver.authorization.cache.denied-ttl=0s"));
		for (String property : properties) {
			arguments.removeIf((usual) -> usual.startsWith(property.substring(0, property.indexOf('=') + 1)));
			arguments.add(property);
		}
		List<Class<?>> sources = new ArrayList<>(more);
		sources.add(Application.class);
		this.context = (ReactiveWebServerApplicationContext) SpringApplication.run(sources.toArray(Class<?>[]::new),
				arguments.toArray(String[]::new));
	}

	/**
	 * Start one that does not know yet whom to trust.
	 */
	static ExtensionServer startWithoutTrust(Path directory, String... properties) {
		return startWithoutTrust(directory, StandInHostApi.start(), properties);
	}

	/**
	 * Start one that extends a cluster of which something is amiss.
	 */
	static ExtensionServer startWithoutTrust(Path directory, StandInHostApi host, String... properties) {
		return new ExtensionServer(directory, host, List.of(), properties);
	}

	static ExtensionServer start(Path directory, String... properties) {
		return start(directory, List.of(), properties);
	}

	/**
	 * Start one.
	 * @param more further beans of the application, {@link VirtualTime} for example
	 * @param properties arguments of the application
	 */
	static ExtensionServer start(Path directory, List<Class<?>> more, String... properties) {
		ExtensionServer server = new ExtensionServer(directory, StandInHostApi.start(), more, properties);
		server.publishTrust();
		return server;
	}

	private static Path write(Path file, String text) {
		try {
			return Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	StandInHostApi host() {
		return this.host;
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	ServerState state() {
		return this.context.getBean(ServerState.class);
	}

	AuthenticationConfigMap trust() {
		return this.context.getBean(AuthenticationConfigMap.class);
	}

	/**
	 * Publish the usual trust and wait until it is known.
	 */
	void publishTrust() {
		this.host.authenticationConfig(CLIENTS.pem(), FRONT_PROXIES.pem(), "[\"front-proxy-client\"]");
		Eventually.isTrue(() -> this.state().isServing() && trust().requestHeader() != null
				&& trust().requestHeader().allowedNames().contains("front-proxy-client")
				&& trust().requestHeader().uidHeaders().isEmpty()
				&& trust().requestHeader().authorities().certificates().contains(FRONT_PROXIES.issue()));
	}

	/**
	 * Create a namespace in the cluster, or change its phase.
	 */
	void namespace(String name, String phase) {
		ObjectNode namespace = this.host.object();
		namespace.putObject("metadata").put("name", name);
		namespace.putObject("status").put("phase", phase);
		this.host.put("/api/v1/namespaces", namespace);
	}

	/**
	 * Create a foo, and its namespace.
	 */
	void createFoo(String namespace, String name) throws IOException, InterruptedException {
		namespace(namespace, "Active");
		Exchange created = exchange(HttpClient.Version.HTTP_2, ALICE,
				request("/apis/g.io/v1/namespaces/" + namespace + "/foos").header("Content-Type", "application/json")
					.POST(BodyPublishers.ofString(
							"{\"apiVersion\":\"g.io/v1\",\"kind\":\"Foo\",\"metadata\":{\"name\":\"" + name + "\"}}")));
		if (created.status() != 201) {
			throw new IllegalStateException(created.body());
		}
	}

	void allow(Function<JsonNode, Boolean> decision) {
		this.host.onSubjectAccessReview((spec) -> this.host.object().put("allowed", decision.apply(spec)));
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("https://localhost:" + port() + path));
	}

	/**
	 * Ask, and remember which reviews that caused.
	 * @param version the version of HTTP, which is asserted
	 * @param identity the client's certificate, {@code null} for none
	 * @param request the request
	 * @return the answer
	 */
	Exchange exchange(HttpClient.Version version, @Nullable TestCertificates identity, HttpRequest.Builder request)
			throws IOException, InterruptedException {
		int before = this.host.accessReviews().size();
		HttpResponse<String> response = client(version, identity).send(request.version(version).build(),
				BodyHandlers.ofString());
		if (response.version() != version) {
			throw new AssertionError(response + " came by " + response.version());
		}
		if (identity == null || response.statusCode() == 401) {
			// The server ends such connections of HTTP/2.
			this.clients.remove(key(version, identity));
		}
		List<JsonNode> reviews = this.host.accessReviews();
		return new Exchange(response, reviews.subList(before, reviews.size()));
	}

	/**
	 * Ask over new connections from here on.
	 */
	void forgetConnections() {
		this.clients.clear();
	}

	HttpClient client(HttpClient.Version version, @Nullable TestCertificates identity) {
		return this.clients.computeIfAbsent(key(version, identity), (key) -> newClient(version, identity));
	}

	private static List<Object> key(HttpClient.Version version, @Nullable TestCertificates identity) {
		return List.of(version, (identity != null) ? identity : "nobody");
	}

	private static HttpClient newClient(HttpClient.Version version, @Nullable TestCertificates identity) {
		SSLContext tls = (identity != null) ? tls(new PresentedCertificate(identity.issue(), identity.key())) : tls();
		return HttpClient.newBuilder().sslContext(tls).version(version).build();
	}

	/**
	 * What a client needs to speak with the server.
	 */
	static SSLContext tls(KeyManager... keys) {
		try {
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			trusted.setCertificateEntry("ca", SERVING.issue());
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(trusted);
			SSLContext tls = SSLContext.getInstance("TLS");
			tls.init(keys, trust.getTrustManagers(), null);
			return tls;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	int port() {
		return this.context.getWebServer().getPort();
	}

	/**
	 * A certificate that clients of this server trust.
	 */
	static TestCertificates serving(String... names) {
		return SERVING.server(names);
	}

	/**
	 * Let a client in by TLS, with octets of its own.
	 */
	SSLSocket connect(@Nullable TestCertificates identity, String... protocols) throws IOException {
		SSLContext tls = this.contexts.computeIfAbsent((identity != null) ? identity : "nobody",
				(key) -> (identity != null) ? tls(new PresentedCertificate(identity.issue(), identity.key())) : tls());
		return connect(tls, new Socket(), protocols);
	}

	/**
	 * Let a client in by TLS, without a certificate, that can hold very little of what it
	 * does not read.
	 */
	SSLSocket connectWithSmallWindow(String... protocols) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		return connect(tls(), socket, protocols);
	}

	private SSLSocket connect(SSLContext tls, Socket plain, String... protocols) throws IOException {
		plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
		SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, "localhost", port(), true);
		socket.setSoTimeout(20_000);
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setApplicationProtocols(protocols);
		socket.setSSLParameters(parameters);
		socket.startHandshake();
		return socket;
	}

	@Override
	public void close() {
		this.context.close();
		this.host.close();
	}

	/**
	 * An answer and the specs of the reviews that were asked for on the way.
	 */
	record Exchange(HttpResponse<String> response, List<JsonNode> reviews) {

		int status() {
			return this.response.statusCode();
		}

		String body() {
			return this.response.body();
		}

		String header(String name) {
			return String.join("|", this.response.headers().allValues(name));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Foos.class, Foos.Echo.class, Foos.Talk.class })
	static class Application {

	}

}
