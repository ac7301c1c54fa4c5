package io.kubespring.apiserver.authentication;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.certificate.TestCertificates;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TrustedAuthoritiesTests {

	private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");

	private static final String NO_CHAIN = "no chain of client certificates leads to a trusted authority";

	private static final String EXPIRED = "has expired or is not yet valid";

	private final TestCertificates root = TestCertificates.authority("root");

	private final TrustedAuthorities authorities = TrustedAuthorities.of(List.of(this.root.issue()));

	@Test
	void acceptsLeafOfAuthority() {
		assertThat(verify(this.root.leaf("alice").organizations("dev", "ops").issue())).satisfies((subject) -> {
			assertThat(subject.commonName()).isEqualTo("alice");
			assertThat(subject.organizations()).containsExactly("dev", "ops");
			assertThat(subject.credentialId()).matches("X509SHA256=[0-9a-f]{64}");
		});
	}

	@Test
	void refusesLeafOfStrangerOfSameName() {
		assertRefused(NO_CHAIN, TestCertificates.authority("root").leaf("alice").issue());
	}

	@Test
	void refusesSelfSignedCertificate() {
		assertRefused(NO_CHAIN, TestCertificates.selfSigned("root").issue());
	}

	@Test
	void refusesExpiredLeaf() {
		assertRefused(EXPIRED, this.root.leaf("alice").expired().issue());
	}

	@Test
	void refusesLeafThatIsNotYetValid() {
		assertRefused(EXPIRED, this.root.leaf("alice").notYetValid().issue());
	}

	@Test
	void comparesValidityWithEveryRequest() {
		X509Certificate leaf = this.root.leaf("alice").valid(NOW.minusSeconds(60), NOW.plusSeconds(5)).issue();
		assertThat(verify(leaf).commonName()).isEqualTo("alice");
		assertThat(this.authorities.verify(List.of(leaf), NOW.plusSeconds(5)).commonName()).isEqualTo("alice");
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> this.authorities.verify(List.of(leaf), NOW.plusSeconds(6)))
			.withMessageContaining(EXPIRED);
	}

	@Test
	void refusesLeafOfExpiredAuthority() {
		TestCertificates expired = TestCertificates.authority("old")
			.valid(NOW.minus(Duration.ofDays(9)), NOW.minusSeconds(1));
		X509Certificate leaf = expired.leaf("alice").issue();
		TrustedAuthorities trust = TrustedAuthorities.of(List.of(expired.issue()));
		assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> trust.verify(List.of(leaf), NOW))
			.withMessageContaining(EXPIRED);
		assertThat(trust.verify(List.of(leaf), NOW.minusSeconds(2)).commonName()).isEqualTo("alice");
	}

	@Test
	void refusesLeafForServersOnly() {
		assertRefused(NO_CHAIN, this.root.leaf("alice").usages(KeyPurposeId.id_kp_serverAuth).issue());
	}

	@Test
	void acceptsLeafWithoutUsage() {
		assertThat(verify(this.root.leaf("alice").usages().issue()).commonName()).isEqualTo("alice");
	}

	@Test
	void acceptsLeafForAnyUsage() {
		X509Certificate leaf = this.root.leaf("alice")
			.usages(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.anyExtendedKeyUsage)
			.issue();
		assertThat(verify(leaf).commonName()).isEqualTo("alice");
	}

	@Test
	void refusesLeafUnderIntermediateForServersOnly() {
		TestCertificates intermediate = this.root.intermediate("below").usages(KeyPurposeId.id_kp_serverAuth);
		assertRefused(NO_CHAIN, intermediate.leaf("alice").issue(), intermediate.issue());
	}

	@Test
	void refusesLeafUnderAuthorityForServersOnly() {
		TestCertificates servers = TestCertificates.authority("servers").usages(KeyPurposeId.id_kp_serverAuth);
		TrustedAuthorities trust = TrustedAuthorities.of(List.of(servers.issue()));
		X509Certificate leaf = servers.leaf("alice").issue();
		assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> trust.verify(List.of(leaf), NOW))
			.withMessageContaining(NO_CHAIN);
	}

	@Test
	void acceptsIntermediateThatClientSends() {
		TestCertificates intermediate = this.root.intermediate("below");
		X509Certificate leaf = intermediate.leaf("alice").issue();
		assertThat(verify(leaf, intermediate.issue()).commonName()).isEqualTo("alice");
		assertRefused(NO_CHAIN, leaf);
	}

	@Test
	void refusesExpiredIntermediate() {
		TestCertificates intermediate = this.root.intermediate("below").expired();
		assertRefused(EXPIRED,
				intermediate.leaf("alice").valid(Instant.parse("2020-06-01T00:00:00Z"), NOW.plusSeconds(9)).issue(),
				intermediate.issue());
	}

	@Test
	void refusesIntermediateThatIsNoAuthority() {
		TestCertificates notAuthority = this.root.leaf("alice");
		assertRefused(NO_CHAIN, notAuthority.leaf("mallory").issue(), notAuthority.issue());
	}

	@Test
	void refusesIntermediateThatMayNotSign() {
		TestCertificates intermediate = this.root.intermediate("below").keyUsage(KeyUsage.digitalSignature);
		assertRefused(NO_CHAIN, intermediate.leaf("alice").issue(), intermediate.issue());
	}

	@Test
	void refusesChainLongerThanAuthorityAllows() {
		TestCertificates flat = TestCertificates.authority("flat").pathLength(0);
		TestCertificates intermediate = flat.intermediate("below");
		TrustedAuthorities trust = TrustedAuthorities.of(List.of(flat.issue()));
		assertThat(trust.verify(List.of(flat.leaf("alice").issue()), NOW).commonName()).isEqualTo("alice");
		List<X509Certificate> longer = List.of(intermediate.leaf("alice").issue(), intermediate.issue());
		assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> trust.verify(longer, NOW))
			.withMessageContaining(NO_CHAIN);
	}

	@Test
	void refusesNameThatAuthorityMayNotSign() {
		TestCertificates constrained = TestCertificates.authority("constrained").permittedDomain("example.com");
		TrustedAuthorities trust = TrustedAuthorities.of(List.of(constrained.issue()));
		assertThat(trust.verify(List.of(constrained.leaf("a").alternatives("a.example.com").issue()), NOW).commonName())
			.isEqualTo("a");
		List<X509Certificate> foreign = List.of(constrained.leaf("a").alternatives("a.example.org").issue());
		assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> trust.verify(foreign, NOW))
			.withMessageContaining(NO_CHAIN);
	}

	@Test
	void refusesSignatureWithSha1() {
		assertRefused(NO_CHAIN, this.root.leaf("alice").sha1().issue());
	}

	@Test
	void acceptsLeafThatIsTrustedItself() {
		TestCertificates self = TestCertificates.selfSigned("alice");
		TrustedAuthorities trust = TrustedAuthorities.of(List.of(self.issue()));
		assertThat(trust.verify(List.of(self.issue()), NOW).commonName()).isEqualTo("alice");
	}

	@Test
	void findsChainToSecondAuthorityOfSameName() {
		TestCertificates second = TestCertificates.authority("root");
		TrustedAuthorities trust = TrustedAuthorities.of(List.of(this.root.issue(), second.issue()));
		assertThat(trust.verify(List.of(second.leaf("alice").issue()), NOW).commonName()).isEqualTo("alice");
	}

	@Test
	void readsSubjectInOrderOfItsEncoding() {
		assertThat(verify(this.root.leaf("client_cn2", "client_cn").issue()).commonName()).isEqualTo("client_cn");
		assertThat(verify(this.root.leaf().organizations("a, b", "c=d").commonName("x,y=z").issue()))
			.satisfies((subject) -> {
				assertThat(subject.commonName()).isEqualTo("x,y=z");
				assertThat(subject.organizations()).containsExactly("a, b", "c=d");
			});
	}

	@Test
	void endsWhenStrangersPresentManyCrossSignedCertificates() {
		List<X509Certificate> presented = new ArrayList<>();
		TestCertificates stranger = TestCertificates.authority("stranger");
		presented.add(stranger.leaf("mallory").issue());
		for (int i = 0; i < 60; i++) {
			presented.add(TestCertificates.authority("stranger").issue());
			presented.add(stranger.intermediate("stranger").issue());
		}
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> this.authorities.verify(presented, NOW))
			.withMessageContaining(NO_CHAIN);
	}

	private CertificateSubject verify(X509Certificate... presented) {
		return this.authorities.verify(List.of(presented), NOW);
	}

	private void assertRefused(String cause, X509Certificate... presented) {
		assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> verify(presented))
			.withMessageStartingWith("verifying certificate SN=" + presented[0].getSerialNumber() + " failed: ")
			.withMessageContaining(cause);
	}

}
