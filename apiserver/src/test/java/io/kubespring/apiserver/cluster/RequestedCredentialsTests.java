package io.kubespring.apiserver.cluster;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import io.kubespring.apiserver.authentication.MutableClock;
import io.kubespring.apiserver.certificate.CertificateAuthority;
import io.kubespring.apiserver.certificate.Pem;
import io.kubespring.apiserver.certificate.RequestedCredentials;
import io.kubespring.apiserver.certificate.SigningRequests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class RequestedCredentialsTests {

	private static final String REQUESTS = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

	private static final List<String> NAMES = List.of("orders.shop.svc", "orders.shop");

	private final StandInHostApi host = StandInHostApi.start();

	private final MutableClock clock = new MutableClock();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final CertificateAuthority signer = CertificateAuthority.create("signer", Duration.ofDays(3650),
			this.clock);

	@TempDir
	private Path directory;

	private HostCluster cluster;

	private RequestedCredentials credentials;

	@BeforeEach
	void start() {
		this.cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(this.directory));
		this.credentials = new RequestedCredentials(
				new HostCertificateSigner(this.cluster, "example.com/serving", "shop-orders-"), NAMES,
				Duration.ofDays(90), this.clock, this.time);
		assertThat(this.credentials.problem()).isEqualTo("no certificate was requested yet");
		this.credentials.start();
		this.time.advanceTimeBy(Duration.ZERO);
	}

	@AfterEach
	void stop() {
		this.credentials.close();
		this.cluster.close();
		this.host.close();
		this.time.dispose();
	}

	@Test
	void requestNamesSignerAndUsages() {
		ObjectNode request = request(1);
		assertThat(request.path("metadata").path("generateName").asString()).isEqualTo("shop-orders-");
		ObjectNode spec = (ObjectNode) request.path("spec").deepCopy();
		String pem = decoded(spec.remove("request").asString());
		assertThat(spec).hasToString("{\"signerName\":\"example.com/serving\",\"expirationSeconds\":7776000,"
				+ "\"usages\":[\"digital signature\",\"server auth\"]}");
		assertThat(pem).startsWith("-----BEGIN CERTIFICATE REQUEST-----\n").doesNotContain("PRIVATE");
	}

	@Test
	void waitsUntilRequestIsSigned() throws Exception {
		ObjectNode request = request(1);
		String waiting = "the CertificateSigningRequest " + name(request) + " is not approved and signed yet";
		Eventually.holds(() -> assertThat(this.credentials.problem()).isEqualTo(waiting));
		look();
		assertThat(this.credentials.serving()).isNull();
		X509Certificate issued = sign(request);
		untilServed(issued);
		assertThat(this.credentials.problem()).isEmpty();
		assertThat(this.credentials.serving().key().getAlgorithm()).isEqualTo("EC");
		issued.verify(this.signer.root().certificate().getPublicKey());
		assertThat(this.host.calls(REQUESTS)).filteredOn((call) -> call.method().equals("POST")).hasSize(1);
	}

	@Test
	void requestsAnotherAtTwoThirdsOfLifeAndServesOnUntilThen() {
		X509Certificate first = sign(request(1));
		untilServed(first);
		this.clock.advance(Duration.ofDays(59));
		look();
		look();
		assertThat(posts()).isEqualTo(1);
		this.clock.advance(Duration.ofDays(1));
		ObjectNode second = request(2);
		assertThat(this.credentials.serving().certificate()).isEqualTo(first);
		X509Certificate renewed = sign(second);
		untilServed(renewed);
		assertThat(renewed.getPublicKey()).isNotEqualTo(first.getPublicKey());
	}

	@Test
	void saysThatRequestWasDeniedAndAsksAgainLater() {
		ObjectNode request = request(1);
		request.putObject("status")
			.putArray("conditions")
			.addObject()
			.put("type", "Denied")
			.put("reason", "NotWanted")
			.put("message", "not here");
		this.host.put(REQUESTS, request);
		Eventually.holds(() -> {
			look();
			assertThat(this.credentials.problem()).isEqualTo(
					"the CertificateSigningRequest " + name(request) + " was refused: Denied, NotWanted: not here");
		});
		look();
		look();
		assertThat(posts()).isEqualTo(1);
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(name(request(2))).isNotEqualTo(name(request));
	}

	@Test
	void doesNotServeCertificateForAnotherKeyOrName() {
		ObjectNode request = request(1);
		put(request, this.signer.issueServing(NAMES, Duration.ofDays(90)).certificate());
		Eventually.holds(() -> {
			look();
			assertThat(this.credentials.problem()).endsWith("cannot be used: it is for another key");
		});
		assertThat(this.credentials.serving()).isNull();
	}

	@Test
	void asksAgainForRequestThatIsGone() {
		ObjectNode request = request(1);
		Eventually.holds(() -> assertThat(this.credentials.problem()).contains(name(request)));
		this.host.delete(REQUESTS, name(request));
		Eventually.holds(() -> {
			look();
			assertThat(this.credentials.problem()).endsWith("was refused: it is gone");
		});
		this.clock.advance(Duration.ofMinutes(5));
		untilServed(sign(request(2)));
	}

	private void look() {
		this.time.advanceTimeBy(Duration.ofSeconds(5));
	}

	private long posts() {
		return this.host.calls(REQUESTS).stream().filter((call) -> call.method().equals("POST")).count();
	}

	/**
	 * The request of that number, as soon as it is there.
	 */
	private ObjectNode request(int number) {
		Eventually.isTrue(() -> {
			look();
			return posts() == number;
		});
		JsonNode metadata = this.host.calls(REQUESTS)
			.stream()
			.filter((each) -> each.method().equals("POST"))
			.skip(number - 1)
			.findFirst()
			.orElseThrow()
			.body()
			.path("metadata");
		Eventually.isTrue(() -> this.host.exists(REQUESTS, metadata.path("name").asString("")));
		return this.host.get(REQUESTS, metadata.path("name").asString());
	}

	private X509Certificate sign(ObjectNode request) {
		X509Certificate issued = SigningRequests.sign(
				Base64.getDecoder().decode(request.path("spec").path("request").asString()), this.signer,
				this.clock.instant().plus(Duration.ofDays(90)).minus(Duration.ofMinutes(1)));
		put(request, issued);
		return issued;
	}

	private void put(ObjectNode request, X509Certificate issued) {
		request.putObject("status")
			.put("certificate", Base64.getEncoder().encodeToString(Pem.write(issued).getBytes(StandardCharsets.UTF_8)));
		this.host.put(REQUESTS, request);
	}

	private void untilServed(X509Certificate certificate) {
		Eventually.isTrue(() -> {
			look();
			return this.credentials.serving() != null && this.credentials.serving().certificate().equals(certificate);
		});
	}

	private static String name(ObjectNode request) {
		return request.path("metadata").path("name").asString();
	}

	private static String decoded(String base64) {
		return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
	}

}
