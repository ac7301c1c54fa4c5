package io.kubespring.apiserver.registration;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

import io.kubespring.apiserver.certificate.CertificateAuthority;
import io.kubespring.apiserver.certificate.CertifiedKey;
import io.kubespring.apiserver.certificate.IssuedCertificate;
import io.kubespring.apiserver.certificate.Pem;
import io.kubespring.apiserver.certificate.SharedSecret;
import io.kubespring.apiserver.registration.CredentialWorld.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates that replicas share, together with the registration that publishes their
 * authorities. Numbers are those of the cases in the reference on trust.
 */
class SharedCredentialsTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final CredentialWorld world = new CredentialWorld();

	private final Map<List<X509Certificate>, Boolean> issued = new HashMap<>();

	@AfterEach
	void end() {
		this.world.close();
	}

	@Test
	void case145FirstReplicaMakesSecretAndPublishesItsAuthority() throws Exception {
		Server server = this.world.start();
		assertThat(server.credentials.problem()).isEqualTo("the Secret of the serving certificate was not read yet");
		this.world.settle(MINUTE);
		X509Certificate leaf = server.serving().certificate();
		assertThat(names(leaf)).containsExactly("orders.shop.svc", "orders.shop");
		assertThat(leaf.getNotAfter().toInstant()).isEqualTo("2030-08-30T12:00:00Z");
		assertThat(this.world.secret().data()).containsOnlyKeys("ca.crt", "ca.key", "tls.crt", "tls.key");
		assertThat(this.world.secretText("tls.crt")).isEqualTo(Pem.write(leaf));
		assertThat(published()).containsExactlyElementsOf(authorities()).hasSize(1);
		leaf.verify(authorities().get(0).getPublicKey());
		assertThat(server.credentials.problem()).isEmpty();
	}

	@Test
	void case146ReplicasThatStartTogetherHaveOneAuthority() {
		List<Server> servers = List.of(this.world.start(), this.world.start(), this.world.start());
		this.world.settle(Duration.ofMinutes(5));
		assertThat(servers).extracting(SharedCredentialsTests::leaf).doesNotContainNull().containsOnly(secretLeaf());
		assertThat(published()).hasSize(1);
	}

	@Test
	void case147SecretOutlivesReplicaThatMadeIt() {
		Server first = settled();
		X509Certificate leaf = leaf(first);
		stop(first);
		Server second = this.world.start();
		this.world.settle(Duration.ofSeconds(1));
		assertThat(leaf(second)).isEqualTo(leaf);
	}

	@Test
	void case148BundleThatSomebodyEditsIsSetBack() {
		settled();
		List<X509Certificate> before = List.copyOf(published());
		var edited = this.world.apiService().deepCopy();
		((ObjectNode) edited.path("spec")).put("caBundle", "b3RoZXI=");
		this.world.putApiService(edited);
		this.world.settle(Duration.ofSeconds(1));
		assertThat(published()).containsExactlyElementsOf(before);
	}

	@Test
	void case150ReplicaServesOnWhenItMayNotSeeApiServicesAnyMore() {
		Server server = settled();
		server.forbidden = true;
		this.world.putApiService(this.world.apiService().deepCopy());
		this.world.settle(MINUTE);
		X509Certificate before = leaf(server);
		this.world.leap(Duration.ofDays(61));
		this.world.settle(MINUTE);
		assertThat(leaf(server)).isNotNull().isNotEqualTo(before).isEqualTo(secretLeaf());
		Server another = this.world.start();
		another.forbidden = true;
		this.world.settle(MINUTE);
		assertThat(leaf(another)).isEqualTo(secretLeaf());
	}

	@Test
	void leafIsRenewedAtTwoThirdsOfItsLife() {
		Server server = settled();
		Server other = this.world.start();
		this.world.settle(MINUTE);
		X509Certificate before = leaf(server);
		List<X509Certificate> known = List.copyOf(published());
		this.world.leap(Duration.ofDays(59));
		this.world.settle(MINUTE);
		assertThat(leaf(server)).isEqualTo(before);
		this.world.leap(Duration.ofDays(1));
		this.world.settle(MINUTE);
		assertThat(leaf(server)).isNotEqualTo(before).isEqualTo(leaf(other)).isEqualTo(secretLeaf());
		assertThat(published()).containsExactlyElementsOf(known);
	}

	@Test
	void authorityIsReplacedInTwoPhases() {
		Server server = settled();
		X509Certificate before = leaf(server);
		X509Certificate authority = authorities().get(0);
		rotate();
		this.world.settle(Duration.ofSeconds(30));
		assertThat(authorities()).hasSize(2).startsWith(authority);
		X509Certificate next = authorities().get(1);
		assertThat(published()).containsExactly(authority, next);
		assertThat(leaf(server)).as("the authority to come is not known to all").isEqualTo(before);
		assertThat(this.world.secret().data()).containsKey("next-ca.key").doesNotContainKey("rotate");
		this.world.settle(Duration.ofSeconds(45));
		assertThat(leaf(server)).isNotEqualTo(before).isEqualTo(secretLeaf());
		assertThat(leaf(server).getIssuerX500Principal()).isEqualTo(next.getSubjectX500Principal());
		assertThat(published()).containsExactly(next, authority);
		assertThat(this.world.secretText("retire-after")).startsWith("2030-08-30T12:0");
		this.world.leap(Duration.ofDays(91));
		this.world.settle(MINUTE);
		assertThat(published()).containsExactly(next);
	}

	@Test
	void authorityIsReplacedAtTwoThirdsOfItsLife() {
		Server server = settled();
		X509Certificate authority = authorities().get(0);
		this.world.leap(Duration.ofDays(599));
		this.world.settle(MINUTE);
		assertThat(authorities()).containsExactly(authority);
		this.world.leap(Duration.ofDays(1));
		this.world.settle(Duration.ofMinutes(3));
		assertThat(authorities()).hasSize(2).endsWith(authority);
		assertThat(leaf(server).getIssuerX500Principal()).isEqualTo(authorities().get(0).getSubjectX500Principal());
	}

	@Test
	void secretThatIsDeletedIsMadeAgainAsItWas() {
		Server server = settled();
		X509Certificate leaf = leaf(server);
		List<X509Certificate> known = List.copyOf(published());
		this.world.putSecret(null);
		this.world.settle(MINUTE);
		assertThat(secretLeaf()).isEqualTo(leaf);
		assertThat(published()).containsExactlyElementsOf(known);
	}

	@Test
	void newAuthorityIsPublishedFirstWhenNobodyRemembersTheOldOne() {
		stop(settled());
		X509Certificate lost = authorities().get(0);
		this.world.putSecret(null);
		Server server = this.world.start();
		this.world.settle(Duration.ofSeconds(55));
		assertThat(server.serving()).isNull();
		assertThat(server.credentials.problem())
			.isEqualTo("the authority of the certificate to come is published first");
		assertThat(published()).hasSize(2).endsWith(lost);
		this.world.settle(Duration.ofSeconds(30));
		assertThat(leaf(server)).isEqualTo(secretLeaf());
		assertThat(published()).hasSize(2).endsWith(lost);
	}

	/**
	 * What was never published cannot be told to those who verify. The replica that
	 * serves with it changes as soon as it sees what is published, even if nobody tells
	 * it of the Secret.
	 */
	@Test
	void replicaOfSecretThatWasDeletedBeforeItWasPublishedFollows() {
		Server first = this.world.start();
		for (int i = 0; i < 20 && first.serving() == null; i++) {
			first.steps().forEach(Runnable::run);
		}
		X509Certificate lost = leaf(first);
		first.secretStalls = true;
		this.world.putSecret(null);
		Server second = this.world.start();
		for (int i = 0; i < 20 && this.world.apiService() == null; i++) {
			second.steps().forEach(Runnable::run);
		}
		assertThat(leaf(first)).isEqualTo(lost).isNotEqualTo(leaf(second));
		List<String> problems = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			first.steps().forEach(Runnable::run);
			problems.add(first.credentials.problem());
		}
		assertThat(problems).contains("the APIServices do not carry the authority of the certificate that is served")
			.endsWith("");
		assertThat(leaf(first)).isEqualTo(leaf(second)).isEqualTo(secretLeaf());
	}

	@Test
	void garbageIsReplacedByWhatReplicaRemembers() {
		Server server = settled();
		X509Certificate leaf = leaf(server);
		for (String key : List.of("ca.crt", "ca.key")) {
			edit((data) -> data.put(key, "garbage".getBytes()));
			this.world.settle(MINUTE);
			assertThat(leaf(server)).isEqualTo(leaf).isEqualTo(secretLeaf());
		}
		edit((data) -> data.remove("tls.key"));
		this.world.settle(MINUTE);
		assertThat(leaf(server)).isNotEqualTo(leaf).isEqualTo(secretLeaf());
		assertThat(published()).hasSize(1);
	}

	@Test
	void certificateOfUnknownAuthorityIsNotServed() {
		Server server = settled();
		X509Certificate leaf = leaf(server);
		CertificateAuthority stranger = CertificateAuthority.create("stranger", Duration.ofDays(900), this.world.clock);
		var foreign = stranger.issueServing(List.of("orders.shop.svc", "orders.shop"), Duration.ofDays(90));
		edit((data) -> {
			data.put("ca.crt", stranger.root().certificatePem().getBytes());
			data.put("ca.key", stranger.root().keyPem().getBytes());
			data.put("tls.crt", foreign.certificatePem().getBytes());
			data.put("tls.key", foreign.keyPem().getBytes());
		});
		server.steps().forEach(Runnable::run);
		assertThat(leaf(server)).isEqualTo(leaf);
	}

	@Test
	void replicasWithOtherNamesDoNotTakeTurns() {
		settled();
		edit((data) -> {
			try {
				CertificateAuthority authority = CertificateAuthority
					.of(new IssuedCertificate(Pem.readCertificates(data.get("ca.crt")).get(0),
							Pem.readPrivateKey(data.get("ca.key"), "EC")), this.world.clock);
				var other = authority.issueServing(List.of("shop.shop.svc"), Duration.ofDays(90));
				data.put("tls.crt", other.certificatePem().getBytes());
				data.put("tls.key", other.keyPem().getBytes());
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		});
		this.world.settle(MINUTE);
		assertThat(secretLeaf()).satisfies(
				(leaf) -> assertThat(names(leaf)).containsExactly("orders.shop.svc", "orders.shop", "shop.shop.svc"));
	}

	@Test
	void nothingIsMadeAsLongAsItIsNotKnownWhatIsPublished() {
		Server server = this.world.start();
		server.forbidden = true;
		this.world.settle(MINUTE);
		assertThat(this.world.secret()).isNull();
		assertThat(server.credentials.problem()).isEqualTo("unable to see the APIServices: forbidden");
	}

	@Test
	void keysAreNotShownByText() {
		settled();
		String key = this.world.secretText("ca.key").substring(40, 80);
		assertThat(this.world.secret().toString() + this.world.servers.get(0).credentials
				+ this.world.servers.get(0).serving())
			.doesNotContain(key)
			.contains("CN=orders.shop.svc");
	}

	static List<Long> seeds() {
		return new Random().longs(Long.getLong("kubespring.seeds", 8)).boxed().toList();
	}

	/**
	 * Whatever happens in whatever order: who verifies, and may have seen what is
	 * published a minute late, accepts every certificate that a replica serves with. Only
	 * what somebody does to the Secret in the first minute, when requests may be under
	 * way that found nothing published, is not part of the promise.
	 */
	@ParameterizedTest
	@MethodSource("seeds")
	void noReplicaServesWhatIsNotPublished(long seed) {
		Random random = new Random(seed);
		this.world.start();
		this.world.start();
		for (int i = 0; i < 1000; i++) {
			act(random);
			assertEverybodyIsAccepted(seed);
		}
		this.world.servers.forEach((server) -> {
			server.forbidden = false;
			server.secretStalls = false;
			server.apiServiceStalls = false;
		});
		if (this.world.apiService() != null) {
			this.world.putApiService(this.world.apiService().deepCopy());
		}
		this.world.settle(Duration.ofMinutes(5));
		assertThat(this.world.secret()).as("Secret, seed %d", seed).isNotNull();
		assertThat(this.world.servers).as("seed %d", seed)
			.extracting(SharedCredentialsTests::leaf)
			.containsOnly(secretLeaf());
		assertThat(published()).as("seed %d", seed).containsExactlyElementsOf(authorities());
	}

	private void act(Random random) {
		int what = random.nextInt(1000);
		List<Runnable> steps = this.world.steps();
		if (what < 800 && !steps.isEmpty()) {
			steps.get(random.nextInt(steps.size())).run();
		}
		else if (what < 960) {
			this.world.pass(Duration.ofSeconds(1 + random.nextInt(12)));
		}
		else if (what < 965) {
			this.world.leap(Duration.ofDays(1 + random.nextInt(40)));
		}
		else if (what < 968) {
			this.world.leap(Duration.ofDays(random.nextInt(700)));
		}
		else if (what < 976 && this.world.secret() != null) {
			rotate();
		}
		else if (what < 980 && this.world.servers.size() < 4) {
			this.world.start();
		}
		else if (what < 986 && this.world.servers.size() > 1) {
			stop(this.world.servers.get(random.nextInt(this.world.servers.size())));
		}
		else if (what < 989 && this.world.isPublishedForMinute()) {
			this.world.putSecret(null);
		}
		else if (what < 993 && this.world.secret() != null && this.world.isPublishedForMinute()) {
			List<String> keys = List.of("ca.key", "tls.crt", "tls.key", "next-ca.key", "retire-after");
			edit((data) -> data.computeIfPresent(keys.get(random.nextInt(keys.size())),
					(key, value) -> "garbage".getBytes()));
		}
		else {
			Server server = this.world.servers.get(random.nextInt(this.world.servers.size()));
			server.trouble(random.nextInt(3));
		}
	}

	private void assertEverybodyIsAccepted(long seed) {
		List<Set<X509Certificate>> verifiers = this.world.verifiers();
		for (Server server : this.world.servers) {
			X509Certificate leaf = leaf(server);
			if (leaf != null && leaf.getNotAfter().toInstant().isAfter(this.world.clock.instant())) {
				assertThat(verifiers.stream()
					.filter((bundle) -> bundle.stream().noneMatch((known) -> isIssuedBy(leaf, known)))
					.map((bundle) -> bundle.stream().map(X509Certificate::getSubjectX500Principal).toList()))
					.as("bundles without the issuer of %s, seed %d", leaf.getIssuerX500Principal(), seed)
					.isEmpty();
			}
		}
	}

	private boolean isIssuedBy(X509Certificate leaf, X509Certificate authority) {
		return this.issued.computeIfAbsent(List.of(leaf, authority), (pair) -> {
			try {
				leaf.verify(authority.getPublicKey());
				return true;
			}
			catch (GeneralSecurityException ex) {
				return false;
			}
		});
	}

	private Server settled() {
		Server server = this.world.start();
		this.world.settle(MINUTE);
		return server;
	}

	private void stop(Server server) {
		server.end();
		this.world.servers.remove(server);
	}

	private void rotate() {
		edit((data) -> data.put("rotate", "now".getBytes()));
	}

	private void edit(Consumer<Map<String, byte[]>> change) {
		SharedSecret.Content present = this.world.secret();
		Map<String, byte[]> data = new LinkedHashMap<>(present.data());
		change.accept(data);
		this.world.putSecret(data);
	}

	private Set<X509Certificate> published() {
		return CredentialWorld.bundle(this.world.apiService());
	}

	private List<X509Certificate> authorities() {
		return certificates("ca.crt");
	}

	private X509Certificate secretLeaf() {
		return certificates("tls.crt").get(0);
	}

	private List<X509Certificate> certificates(String key) {
		try {
			return Pem.readCertificates(this.world.secret().data().get(key));
		}
		catch (CertificateException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<String> names(X509Certificate certificate) {
		try {
			return certificate.getSubjectAlternativeNames().stream().map((name) -> name.get(1).toString()).toList();
		}
		catch (CertificateException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable X509Certificate leaf(Server server) {
		CertifiedKey serving = server.serving();
		return (serving != null) ? serving.certificate() : null;
	}

}
