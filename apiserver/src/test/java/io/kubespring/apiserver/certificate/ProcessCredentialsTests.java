package io.kubespring.apiserver.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import io.kubespring.apiserver.authentication.MutableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A certificate that is known to one process alone.
 */
class ProcessCredentialsTests {

	private final MutableClock clock = new MutableClock();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ProcessCredentials credentials = new ProcessCredentials(
			new CredentialRules(List.of("orders.shop.svc"), Duration.ofDays(90), Duration.ofDays(1095), Duration.ZERO),
			this.clock, this.time);

	@AfterEach
	void stop() {
		this.credentials.close();
		this.time.dispose();
	}

	@Test
	void certificateIsForTheServiceAndOfThePublishedAuthority() throws Exception {
		assertThat(this.credentials.serving()).isNull();
		this.credentials.start();
		X509Certificate leaf = this.credentials.serving().certificate();
		assertThat(Validity.names(leaf)).containsExactly("orders.shop.svc");
		List<X509Certificate> published = Pem
			.readCertificates(this.credentials.current().block(Duration.ofSeconds(10)).getBytes());
		assertThat(published).containsExactly(this.credentials.authority());
		leaf.verify(published.get(0).getPublicKey());
		assertThat(Duration.between(this.clock.instant(), Validity.end(leaf))).isEqualTo(Duration.ofDays(90));
		assertThat(this.credentials.isShared()).isFalse();
		assertThat(this.credentials.problem()).isEmpty();
	}

	@Test
	void certificateIsRenewedAtTwoThirdsOfItsLifeByTheSameAuthority() {
		this.credentials.start();
		CertifiedKey first = this.credentials.serving();
		StepVerifier.create(this.credentials.changes()).expectNext(first).then(() -> {
			pass(Duration.ofDays(59));
			assertThat(this.credentials.serving()).isSameAs(first);
			pass(Duration.ofDays(2));
		}).assertNext((second) -> {
			assertThat(second).isNotEqualTo(first);
			assertThat(Validity.isIssuedBy(second.certificate(), this.credentials.authority())).isTrue();
		}).thenCancel().verify(Duration.ofSeconds(20));
	}

	@Test
	void anotherProcessHasAnotherAuthority() {
		ProcessCredentials other = new ProcessCredentials(new CredentialRules(List.of("orders.shop.svc"),
				Duration.ofDays(90), Duration.ofDays(1095), Duration.ZERO), this.clock, this.time);
		assertThat(other.authority()).isNotEqualTo(this.credentials.authority());
	}

	private void pass(Duration duration) {
		this.clock.advance(duration);
		this.time.advanceTimeBy(Duration.ofSeconds(10));
	}

}
