package io.kubespring.apiserver.autoconfigure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.kubespring.apiserver.certificate.IssuedCertificate;
import io.kubespring.apiserver.certificate.StandaloneCredentials;
import io.kubespring.apiserver.server.ServerState;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * An application that stands alone and listens, and ways to ask it.
 */
final class RunningServer implements AutoCloseable {

	private final ReactiveWebServerApplicationContext context;

	private RunningServer(ReactiveWebServerApplicationContext context) {
		this.context = context;
	}

	static RunningServer start(Path directory, String... properties) {
		return start(directory, Application.class, properties);
	}

	static RunningServer start(Path directory, Class<?> application, String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("--apiserver.mode=standalone", "--apiserver.standalone.directory=" + directory));
		if (Arrays.stream(properties).noneMatch((property) -> property.startsWith("--server.port="))) {
			arguments.add("--server.port=0");
		}
		arguments.addAll(List.of(properties));
		RunningServer server = new RunningServer((ReactiveWebServerApplicationContext) SpringApplication
			.run(application, arguments.toArray(String[]::new)));
		while (!server.state().isServing()) {
			Thread.onSpinWait();
		}
		return server;
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	ReactiveWebServerApplicationContext context() {
		return this.context;
	}

	int port() {
		return this.context.getWebServer().getPort();
	}

	ServerState state() {
		return this.context.getBean(ServerState.class);
	}

	<T> Map<String, T> beansOfType(Class<T> type) {
		return this.context.getBeansOfType(type);
	}

	IssuedCertificate admin() {
		return credentials().admin();
	}

	private StandaloneCredentials credentials() {
		return this.context.getBean(StandaloneCredentials.class);
	}

	HttpClient client(@Nullable IssuedCertificate identity) throws GeneralSecurityException, IOException {
		return HttpClient.newBuilder().sslContext(tls(identity)).build();
	}

	/**
	 * A connection of its own for HTTP/1.1, byte for byte.
	 */
	SSLSocket connect(IssuedCertificate identity) throws GeneralSecurityException, IOException {
		return (SSLSocket) tls(identity).getSocketFactory().createSocket("localhost", port());
	}

	/**
	 * A connection of its own for the protocol of the application.
	 */
	SSLSocket connect(IssuedCertificate identity, String protocol) throws GeneralSecurityException, IOException {
		SSLSocket socket = connect(identity);
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setApplicationProtocols(new String[] { protocol });
		socket.setSSLParameters(parameters);
		socket.setSoTimeout(20_000);
		socket.startHandshake();
		return socket;
	}

	/**
	 * Open a WebSocket as the administrator.
	 */
	WebSocket webSocket(String path, WebSocketTranscript transcript, String... subprotocols) throws Exception {
		WebSocket.Builder builder = client(admin()).newWebSocketBuilder().header("Origin", "https://localhost");
		if (subprotocols.length > 0) {
			builder.subprotocols(subprotocols[0], Arrays.copyOfRange(subprotocols, 1, subprotocols.length));
		}
		return builder.buildAsync(URI.create("wss://localhost:" + port() + path), transcript).get(20, TimeUnit.SECONDS);
	}

	/**
	 * Create a widget in the default namespace.
	 */
	void create(String name, String color) throws Exception {
		String body = "{\"apiVersion\":\"test.example.com/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"" + name
				+ "\"},\"spec\":{\"color\":\"" + color + "\"}}";
		HttpResponse<String> response = client(admin())
			.send(request("/apis/test.example.com/v1/namespaces/default/widgets").POST(BodyPublishers.ofString(body))
				.header("Content-Type", "application/json")
				.build(), BodyHandlers.ofString());
		if (response.statusCode() != 201) {
			throw new IllegalStateException(response.body());
		}
	}

	private SSLContext tls(@Nullable IssuedCertificate identity) throws GeneralSecurityException, IOException {
		KeyStore trusted = emptyStore();
		trusted.setCertificateEntry("ca", credentials().authority());
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext tls = SSLContext.getInstance("TLS");
		tls.init(
				(identity != null)
						? new KeyManager[] { new PresentedCertificate(identity.certificate(), identity.key()) } : null,
				trust.getTrustManagers(), null);
		return tls;
	}

	/**
	 * A connection over which a test sends octets of its own.
	 */
	SSLSocket connect() throws GeneralSecurityException, IOException {
		SSLContext tls = client(admin()).sslContext();
		return (SSLSocket) tls.getSocketFactory().createSocket("localhost", port());
	}

	private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("https://localhost:" + port() + path));
	}

	HttpResponse<String> get(@Nullable IssuedCertificate identity, String path) throws Exception {
		return client(identity).send(request(path).build(), BodyHandlers.ofString());
	}

	BufferedReader open(IssuedCertificate identity, String path) throws Exception {
		return new BufferedReader(
				new InputStreamReader(client(identity).send(request(path).build(), BodyHandlers.ofInputStream()).body(),
						StandardCharsets.UTF_8));
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Widgets.class, WidgetTalk.class })
	static class Application {

	}

}
