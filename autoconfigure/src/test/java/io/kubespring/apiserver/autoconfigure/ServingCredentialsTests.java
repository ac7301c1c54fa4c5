package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.certificate.CertificateAuthority;
import io.kubespring.apiserver.certificate.Pem;
import io.kubespring.apiserver.certificate.SigningRequests;
import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.cluster.Eventually;
import io.kubespring.apiserver.cluster.StandInHostApi;
import io.kubespring.apiserver.server.HealthCheck;
import io.kubespring.apiserver.server.ServerState;
import io.micrometer.core.instrument.MeterRegistry;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that listens with a certificate that it makes or requests itself.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ServingCredentialsTests {

	private static final String SECRETS = "/api/v1/namespaces/ours/secrets";

	private static final String REQUESTS = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

	private final StandInHostApi host = StandInHostApi.start();

	private final List<ReactiveWebServerApplicationContext> contexts = new ArrayList<>();

	@TempDir
	private Path directory;

	@BeforeEach
	void fill() {
		this.host.authenticationConfig(ExtensionServer.CLIENTS.pem(), ExtensionServer.FRONT_PROXIES.pem(), "[]");
		this.host.put("/api/v1/namespaces/ours/services", this.host.object("{\"metadata\": {\"name\": \"foos\"}}"));
	}

	@AfterEach
	void stop() {
		this.contexts.forEach(ReactiveWebServerApplicationContext::close);
		this.host.close();
	}

	@Test
	void replicasServeWithTheCertificateOfOneSecretAndPublishItsAuthority() throws Exception {
		ReactiveWebServerApplicationContext first = start("secret", "--apiserver.registration.enabled=true");
		ReactiveWebServerApplicationContext second = start("secret", "--apiserver.registration.enabled=true");
		Eventually.isTrue(() -> this.host.exists(StandInHostApi.API_SERVICES, "v1.g.io"));
		Eventually.isTrue(() -> state(first).isStarted() && state(second).isStarted());
		X509Certificate authority = certificates(SECRETS, "foos-serving", "data", "ca.crt").get(0);
		assertThat(served(first)).isEqualTo(served(second))
			.isEqualTo(certificates(SECRETS, "foos-serving", "data", "tls.crt").get(0));
		served(first).verify(authority.getPublicKey());
		assertThat(certificates(StandInHostApi.API_SERVICES, "v1.g.io", "spec", "caBundle")).containsExactly(authority);
		assertThat(details(first)).contains("subject=CN=foos.ours.svc", "expires=").doesNotContain("problem=");
		MeterRegistry meters = first.getBean(MeterRegistry.class);
		assertThat(seconds(meters, "server")).isCloseTo(left(served(first)), Offset.offset(60.0));
		assertThat(seconds(meters, "authority")).isCloseTo(left(authority), Offset.offset(60.0));
	}

	@Test
	void newHandshakesHaveTheCertificateThatReplacesTheFirst() throws Exception {
		ReactiveWebServerApplicationContext context = start("secret");
		Eventually.isTrue(() -> this.host.exists(SECRETS, "foos-serving"));
		Eventually.isTrue(() -> state(context).isStarted());
		X509Certificate before = served(context);
		ObjectNode secret = this.host.get(SECRETS, "foos-serving");
		((ObjectNode) secret.path("data")).remove("tls.key");
		this.host.put(SECRETS, secret);
		Eventually.holds(() -> assertThat(served(context)).isNotEqualTo(before));
		before.verify(certificates(SECRETS, "foos-serving", "data", "ca.crt").get(0).getPublicKey());
		assertThat(served(context)).isEqualTo(certificates(SECRETS, "foos-serving", "data", "tls.crt").get(0));
	}

	@Test
	void unreadyReplicaSaysWhyItHasNoCertificate() throws Exception {
		this.host.fail((call) -> call.path().startsWith(SECRETS), 1000, 403);
		ReactiveWebServerApplicationContext context = start("secret");
		Eventually
			.holds(() -> assertThat(check(context, "poststarthook/serving-certificate")).contains("/secrets: 403"));
		assertThat(state(context).isStarted()).isFalse();
		assertThat(served(context).getSubjectX500Principal().getName()).isEqualTo("CN=not-ready.invalid");
		this.host.recover();
		Eventually.isTrue(() -> state(context).isStarted());
		assertThat(served(context).getSubjectX500Principal().getName()).isEqualTo("CN=foos.ours.svc");
	}

	@Test
	void case149BundleIsNeverOursWhenItIsLeftToOthers() {
		start("secret", "--apiserver.registration.enabled=true", "--apiserver.registration.manage-ca-bundle=false",
				"--apiserver.registration.annotations[cert-manager.io/inject-ca-from-secret]=ours/foos-serving");
		Eventually.isTrue(() -> this.host.exists(StandInHostApi.API_SERVICES, "v1.g.io"));
		ObjectNode object = this.host.get(StandInHostApi.API_SERVICES, "v1.g.io");
		assertThat(object.path("spec").has("caBundle")).isFalse();
		assertThat(object.path("metadata").path("annotations").path("cert-manager.io/inject-ca-from-secret").asString())
			.isEqualTo("ours/foos-serving");
		assertThat(this.host.calls(StandInHostApi.API_SERVICES)).filteredOn((call) -> call.method().equals("PATCH"))
			.isNotEmpty()
			.allSatisfy((call) -> assertThat(call.body().path("spec").has("caBundle")).isFalse());
	}

	@Test
	void certificateIsRequestedFromSigner() throws Exception {
		ReactiveWebServerApplicationContext context = start("csr", "--apiserver.certificate.signer-name=example.com/s");
		Eventually.isTrue(() -> request() != null);
		Eventually.holds(() -> assertThat(check(context, "poststarthook/serving-certificate"))
			.isEqualTo("the CertificateSigningRequest " + name(request()) + " is not approved and signed yet"));
		ObjectNode request = request();
		assertThat(request.path("spec").path("signerName").asString()).isEqualTo("example.com/s");
		assertThat(name(request)).startsWith("ours-foos-");
		CertificateAuthority signer = CertificateAuthority.create("signer", Duration.ofDays(2), Clock.systemUTC());
		X509Certificate issued = SigningRequests.sign(decoded(request.path("spec").path("request")), signer,
				Instant.now().plus(Duration.ofDays(1)));
		request.putObject("status")
			.put("certificate", Base64.getEncoder().encodeToString(Pem.write(issued).getBytes(StandardCharsets.UTF_8)));
		this.host.put(REQUESTS, request);
		Eventually.isTrue(() -> state(context).isStarted());
		assertThat(served(context)).isEqualTo(issued);
		assertThat(issued.getSubjectAlternativeNames())
			.hasToString("[[2, foos.ours.svc], [2, foos.ours], [2, foos.ours.svc.cluster.local]]");
	}

	@Test
	void replicaWithExpiredFileIsUnreadyAndSaysSo() throws Exception {
		TestCertificates expired = TestCertificates.authority("ca").server("foos.ours.svc").expired();
		ReactiveWebServerApplicationContext context = start("files",
				"--server.ssl.certificate=" + Files.writeString(this.directory.resolve("tls.crt"), expired.pem()),
				"--server.ssl.certificate-private-key="
						+ Files.writeString(this.directory.resolve("tls.key"), expired.keyPem()));
		assertThat(check(context, "serving-certificate"))
			.isEqualTo("the serving certificate expired at 2021-01-01T00:00:00Z");
		assertThat(details(context)).contains("expires=2021-01-01T00:00:00Z",
				"problem=the serving certificate expired at 2021-01-01T00:00:00Z");
	}

	private static double seconds(MeterRegistry meters, String whose) {
		return meters.get("apiserver.certificate.manager." + whose + ".ttl").gauge().value();
	}

	private static double left(X509Certificate certificate) {
		return Duration.between(Instant.now(), certificate.getNotAfter().toInstant()).toSeconds();
	}

	private ReactiveWebServerApplicationContext start(String mode, String... more) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
				"--apiserver.mode=cluster", "--apiserver.cluster.kubeconfig=" + this.host.kubeconfig(this.directory),
				"--apiserver.certificate.mode=" + mode, "--apiserver.registration.service.name=foos"));
		arguments.addAll(List.of(more));
		ReactiveWebServerApplicationContext context = (ReactiveWebServerApplicationContext) SpringApplication
			.run(ExtensionServer.Application.class, arguments.toArray(String[]::new));
		this.contexts.add(context);
		return context;
	}

	private ObjectNode request() {
		return this.host.calls(REQUESTS)
			.stream()
			.filter((call) -> call.method().equals("POST"))
			.findFirst()
			.map((call) -> name(call.body()))
			.filter((name) -> this.host.exists(REQUESTS, name))
			.map((name) -> this.host.get(REQUESTS, name))
			.orElse(null);
	}

	private static String name(JsonNode object) {
		return object.path("metadata").path("name").asString("");
	}

	private static ServerState state(ReactiveWebServerApplicationContext context) {
		return context.getBean(ServerState.class);
	}

	private static String check(ReactiveWebServerApplicationContext context, String name) {
		HealthCheck check = state(context).checks()
			.stream()
			.filter((known) -> known.name().equals(name))
			.findFirst()
			.orElseThrow();
		return check.problem().get();
	}

	private static String details(ReactiveWebServerApplicationContext context) {
		return String.valueOf(context.getBean("apiserverHealthIndicator", HealthIndicator.class)
			.health(true)
			.getDetails()
			.get("certificate"));
	}

	private List<X509Certificate> certificates(String collection, String name, String section, String member)
			throws GeneralSecurityException {
		return Pem.readCertificates(decoded(this.host.get(collection, name).path(section).path(member)));
	}

	private static byte[] decoded(JsonNode base64) {
		return Base64.getDecoder().decode(base64.asString());
	}

	/**
	 * What a client sees that does not verify and names the Service, as the aggregator
	 * does.
	 */
	private static X509Certificate served(ReactiveWebServerApplicationContext context) {
		try {
			return TestHandshake.with(context.getWebServer().getPort(), "foos.ours.svc", null).certificate();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
