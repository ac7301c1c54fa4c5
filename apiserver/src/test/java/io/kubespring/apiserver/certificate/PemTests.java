package io.kubespring.apiserver.certificate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PemTests {

	private final TestCertificates first = TestCertificates.authority("first");

	private final TestCertificates second = TestCertificates.authority("second");

	@Test
	void readsAllCertificatesAmongOtherThings() throws CertificateException {
		String text = "subject=first\n" + this.first.pem() + this.first.keyPem() + "\r\n\n"
				+ this.second.pem().replace("\n", "\r\n") + "trailer";
		assertThat(Pem.readCertificates(bytes(text))).containsExactly(this.first.issue(), this.second.issue());
	}

	@Test
	void refusesTextWithoutCertificate() {
		for (String text : new String[] { "", "garbage", this.first.keyPem() }) {
			assertThatExceptionOfType(CertificateException.class).isThrownBy(() -> Pem.readCertificates(bytes(text)))
				.withMessage("data does not contain any valid certificates");
		}
	}

	@Test
	void refusesMalformedCertificateAmongGoodOnes() {
		String text = this.first.pem() + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
		assertThatExceptionOfType(CertificateException.class).isThrownBy(() -> Pem.readCertificates(bytes(text)));
	}

	@Test
	void readsKeyThatItWrote() throws GeneralSecurityException {
		assertThat(Pem.readPrivateKey(bytes(this.first.pem() + this.first.keyPem()), "EC")).isEqualTo(this.first.key());
		assertThat(this.first.keyPem()).startsWith("-----BEGIN PRIVATE KEY-----\n")
			.endsWith("-----END PRIVATE KEY-----\n");
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> Pem.readPrivateKey(bytes(this.first.pem()), "EC"))
			.withMessage("data does not contain a PKCS #8 private key");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
