package io.kubespring.apiserver.strategy;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HumanDuration}. The rows are what {@code duration.HumanDuration} of
 * apimachinery prints.
 */
class HumanDurationTests {

	@ParameterizedTest
	@CsvSource({ "-5000, <invalid>", "-2000, <invalid>", "-1999, 0s", "-1000, 0s", "-500, 0s", "0, 0s", "500, 0s",
			"1000, 1s", "119000, 119s", "119999, 119s", "120000, 2m", "121000, 2m1s", "599000, 9m59s", "600000, 10m",
			"601000, 10m", "10799000, 179m", "10800000, 3h", "10860000, 3h1m", "28799000, 7h59m", "28800000, 8h",
			"28860000, 8h", "172799000, 47h", "172800000, 2d", "176400000, 2d1h", "691199000, 7d23h", "691200000, 8d",
			"63071999000, 729d", "63072000000, 2y", "63158400000, 2y1d", "94608000000, 3y", "252287999000, 7y364d",
			"252288000000, 8y", "9000000000000, 285y" })
	void printsAsTheReferenceDoes(long milliseconds, String text) {
		assertThat(HumanDuration.of(Duration.ofMillis(milliseconds))).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "9223372036, 292y", "9300000000, 292y", "63000000000, 292y" })
	void stopsWhereTheReferenceHoldsNoMore(long seconds, String text) {
		assertThat(HumanDuration.of(Duration.ofSeconds(seconds))).isEqualTo(text);
	}

}
