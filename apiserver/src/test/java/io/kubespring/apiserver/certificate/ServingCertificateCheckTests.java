package io.kubespring.apiserver.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.kubespring.apiserver.authentication.MutableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServingCertificateCheckTests {

	private static final TestCertificates CA = TestCertificates.authority("ca");

	private final MutableClock clock = new MutableClock();

	private final ServingCertificateCheck check = new ServingCertificateCheck(List.of("orders.shop.svc"), this.clock);

	@Test
	void knowsNothingWithoutCertificate() {
		assertThat(this.check.problem()).isNull();
		assertThat(this.check.expiry()).isNull();
		assertThat(this.check.details()).isEmpty();
	}

	@Test
	void tellsWhoseCertificateItIsAndUntilWhen() {
		serve(CA.server("orders.shop.svc"));
		assertThat(this.check.problem()).isNull();
		assertThat(this.check.expiry()).isEqualTo("2100-01-01T00:00:00Z");
		assertThat(this.check.details())
			.hasToString("{subject=CN=orders.shop.svc, issuer=CN=ca, expires=2100-01-01T00:00:00Z}");
	}

	@Test
	void expiredOrEarlyCertificateIsAProblem() {
		Instant now = this.clock.instant();
		serve(CA.server("orders.shop.svc").valid(now.minusSeconds(60), now.plusSeconds(60)));
		assertThat(this.check.problem()).isNull();
		this.clock.advance(Duration.ofSeconds(60));
		assertThat(this.check.problem()).isEqualTo("the serving certificate expired at 2030-06-01T12:01:00Z");
		assertThat(this.check.details()).containsEntry("problem", this.check.problem());
		serve(CA.server("orders.shop.svc").valid(now.plusSeconds(90), now.plusSeconds(900)));
		assertThat(this.check.problem()).isEqualTo("the serving certificate is not valid before 2030-06-01T12:01:30Z");
	}

	@Test
	void case155CertificateForOtherNamesIsTold() {
		serve(CA.server("localhost"));
		assertThat(this.check.problem()).isNull();
		assertThat(this.check.details()).containsEntry("problem",
				"kube-apiserver verifies it for [orders.shop.svc], and it is for [localhost]");
	}

	private void serve(TestCertificates certificates) {
		this.check.serving(() -> List.of(certificates.issue()));
	}

}
