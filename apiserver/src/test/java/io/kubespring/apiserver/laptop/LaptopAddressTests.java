package io.kubespring.apiserver.laptop;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LaptopAddressTests {

	@ParameterizedTest
	@CsvSource({ "host.docker.internal, host.docker.internal:8443, false", "Localhost:9443, localhost:9443, false",
			"192.168.1.7, 192.168.1.7:8443, true", "192.168.1.7:31000, 192.168.1.7:31000, true",
			"fd00::7, [fd00::7]:8443, true", "[fd00::7]:443, [fd00::7]:443, true", "[fd00::7], [fd00::7]:8443, true" })
	void hostAndPortAreRead(String text, String address, boolean literal) {
		LaptopAddress parsed = LaptopAddress.parse(text, 8443);
		assertThat(parsed).hasToString(address);
		assertThat(parsed.isAddress()).isEqualTo(literal);
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, does not send requests to 127.0.0.1, the name localhost",
			"::1, does not send requests to ::1, the name localhost",
			"0.0.0.0, does not send requests to 0.0.0.0, an address of this machine",
			"169.254.1.1, does not send requests to 169.254.1.1, an address of this machine",
			"fe80::1, does not send requests to fe80::1, an address of this machine",
			"https://desk, https://desk is, server.port", "desk:0, is not known, server.port",
			"desk:65536, is not known, server.port", "desk:https, is not known, server.port",
			"my_desk, neither a DNS name nor an address of IP, without https://",
			"-desk, neither a DNS name nor an address of IP, without https://" })
	void whatAClusterCannotUseIsRefused(String text, String message, String action) {
		assertThatExceptionOfType(LaptopRefusedException.class).isThrownBy(() -> LaptopAddress.parse(text, 8443))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.action()).contains(action));
	}

}
