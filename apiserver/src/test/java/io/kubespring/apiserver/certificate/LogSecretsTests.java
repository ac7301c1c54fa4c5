package io.kubespring.apiserver.certificate;

import java.util.UUID;

import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LogSecretsTests {

	@Test
	void findsSecretInTheLog() {
		String secret = UUID.randomUUID().toString();
		LogSecrets.add(secret);
		LogFactory.getLog(LogSecretsTests.class).error("nothing secret");
		assertThatCode(LogSecrets::requireNoneFound).doesNotThrowAnyException();
		LogFactory.getLog(LogSecretsTests.class).error("found " + secret + " here");
		assertThatThrownBy(LogSecrets::requireNoneFound).isInstanceOf(AssertionError.class)
			.hasMessageContaining("found " + secret + " here");
		assertThatCode(LogSecrets::requireNoneFound).doesNotThrowAnyException();
	}

	@Test
	void findsKeyThatIsPrinted() {
		String pem = TestCertificates.authority("any").keyPem();
		System.err.println(pem);
		assertThatThrownBy(LogSecrets::requireNoneFound).isInstanceOf(AssertionError.class);
	}

}
