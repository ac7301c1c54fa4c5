package io.kubespring.apiserver.doctor;

import java.net.ServerSocket;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.registration.ServiceReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom the Service leads to is found as kube-aggregator finds it, and what is there is
 * seen by real handshakes.
 */
@Timeout(60)
class EndpointsTests {

	private static final ServiceReference SERVICE = new ServiceReference("prod", "front", 443);

	private static final TestCertificates AUTHORITY = TestCertificates.authority("serving");

	private final ScriptedCluster cluster = new ScriptedCluster();

	private final List<String> probed = new ArrayList<>();

	private final X509Certificate leaf = AUTHORITY.server("front.prod.svc").issue();

	@Test
	void readyEndpointsOfThePortAreLookedAt() {
		service("{\"spec\": {\"ports\": [{\"name\": \"web\", \"port\": 80}, {\"name\": \"https\", \"port\": 443}]}}");
		slices("""
				{"items": [
				{"ports": [{"name": "web", "port": 8080}, {"name": "https", "port": 8443}],
				"endpoints": [{"addresses": ["10.0.0.1"]}, {"addresses": ["10.0.0.2"], "conditions": {"ready": false}}]},
				{"ports": [{"name": "https", "port": 9443}],
				"endpoints": [{"addresses": ["fd00::3"], "conditions": {"ready": true}}]}]}
				""");
		assertThat(look()).containsExactly(PresentedCertificate.seen("10.0.0.1:8443", List.of(this.leaf)),
				PresentedCertificate.seen("[fd00::3]:9443", List.of(this.leaf)));
		assertThat(this.probed).containsExactlyInAnyOrder("10.0.0.1 8443 front.prod.svc",
				"fd00::3 9443 front.prod.svc");
	}

	@Test
	void externalNameIsLookedAtOnThePortOfTheApiService() {
		service("{\"spec\": {\"type\": \"ExternalName\", \"externalName\": \"desk\", \"ports\": []}}");
		assertThat(look()).containsExactly(PresentedCertificate.seen("desk:443", List.of(this.leaf)));
	}

	@Test
	void whatCannotBeFoundIsSaid() {
		assertThat(look()).containsExactly(
				PresentedCertificate.unseen("prod/front:443", "GET /api/v1/namespaces/prod/services/front: 404"));
		service("{\"spec\": {\"ports\": [{\"port\": 443}]}}");
		assertThat(look()).isEmpty();
	}

	@Test
	void serviceAccountIsThatOfThePods() {
		slices("{\"items\": [{\"endpoints\": [{\"targetRef\": {\"kind\": \"Pod\", \"name\": \"front-1\"}}]}]}");
		this.cluster.good("/api/v1/namespaces/prod/pods/front-1", "{\"spec\": {\"serviceAccountName\": \"orders\"}}");
		StepVerifier.create(new Endpoints(SERVICE, this.cluster).serviceAccount())
			.expectNext("orders")
			.expectComplete()
			.verify(Duration.ofSeconds(10));
		this.cluster.failed("/api/v1/namespaces/prod/pods/front-1", 403, "may not");
		StepVerifier.create(new Endpoints(SERVICE, this.cluster).serviceAccount())
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

	@Test
	void handshakeAsksForTheServiceAndSeesTheChain() throws Exception {
		TestCertificates server = AUTHORITY.server("localhost");
		try (SSLServerSocket listening = (SSLServerSocket) context(server).getServerSocketFactory()
			.createServerSocket(0)) {
			List<String> asked = new ArrayList<>();
			Thread thread = new Thread(() -> {
				try (SSLSocket accepted = (SSLSocket) listening.accept()) {
					accepted.startHandshake();
					asked.add(((ExtendedSSLSession) accepted.getSession()).getRequestedServerNames().toString());
					assertThat(accepted.getInputStream().read()).isEqualTo(-1);
				}
				catch (Exception ex) {
					asked.add(ex.toString());
				}
			});
			thread.start();
			StepVerifier.create(probe().look("127.0.0.1", listening.getLocalPort(), "front.prod.svc"))
				.expectNext(List.of(server.issue(), AUTHORITY.issue()))
				.expectComplete()
				.verify(Duration.ofSeconds(20));
			thread.join();
			assertThat(asked).containsExactly("[type=host_name (0), value=front.prod.svc]");
		}
	}

	@Test
	void silenceAndRefusalAreSaid() throws Exception {
		try (ServerSocket silent = new ServerSocket(0)) {
			service("{\"spec\": {\"type\": \"ExternalName\", \"externalName\": \"127.0.0.1\"}}");
			ServiceReference here = new ServiceReference("prod", "front", silent.getLocalPort());
			TlsProbe impatient = new TlsHandshakeProbe(Duration.ofMillis(50), Schedulers.boundedElastic());
			assertThat(new Endpoints(here, this.cluster).certificates(impatient).block(Duration.ofSeconds(20)))
				.singleElement()
				.satisfies((presented) -> assertThat(presented.unseen()).contains("SocketTimeoutException"));
			silent.close();
			assertThat(new Endpoints(here, this.cluster).certificates(probe()).block(Duration.ofSeconds(20)))
				.singleElement()
				.satisfies((presented) -> assertThat(presented.unseen()).contains("Connection refused"));
		}
	}

	private List<PresentedCertificate> look() {
		return new Endpoints(SERVICE, this.cluster).certificates((host, port, name) -> {
			this.probed.add(host + " " + port + " " + name);
			return Mono.just(List.of(this.leaf));
		}).block(Duration.ofSeconds(10));
	}

	private void service(String json) {
		this.cluster.good("/api/v1/namespaces/prod/services/front", json);
	}

	private void slices(String json) {
		this.cluster.good(Endpoints.slicesPath(SERVICE), json);
	}

	private static TlsProbe probe() {
		return new TlsHandshakeProbe(Duration.ofSeconds(10), Schedulers.boundedElastic());
	}

	private static SSLContext context(TestCertificates server) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry("server", server.key(), new char[0], new Certificate[] { server.issue(), AUTHORITY.issue() });
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, new char[0]);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), null, null);
		return context;
	}

}
