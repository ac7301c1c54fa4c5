package io.kubespring.apiserver.certificate;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class HandshakeTrustManagerTests {

	private final List<X509Certificate> issuers = new ArrayList<>();

	private final HandshakeTrustManager trustManager = new HandshakeTrustManager(() -> this.issuers);

	@Test
	void letsEveryClientPass() {
		X509Certificate[] stranger = { TestCertificates.selfSigned("stranger").expired().issue() };
		assertThatNoException().isThrownBy(() -> this.trustManager.checkClientTrusted(stranger, "EC"));
	}

	@Test
	void namesIssuersOfThisMoment() {
		assertThat(this.trustManager.getAcceptedIssuers()).isEmpty();
		this.issuers.add(TestCertificates.authority("fp").issue());
		assertThat(this.trustManager.getAcceptedIssuers()).containsExactlyElementsOf(this.issuers);
	}

	@Test
	void letsNoServerPass() {
		X509Certificate[] server = { TestCertificates.selfSigned("server").issue() };
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.trustManager.checkServerTrusted(server, "EC"));
	}

}
