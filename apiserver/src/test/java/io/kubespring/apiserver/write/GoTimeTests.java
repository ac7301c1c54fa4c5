package io.kubespring.apiserver.write;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GoTimeTests {

	@ParameterizedTest
	@ValueSource(strings = { "2020-01-01T00:00:00Z", "2020-02-29T0:00:00.5+01:00", "2020-01-01T00:00:00,5Z",
			"0001-01-01T00:00:00Z" })
	void timesOfTheReferenceAreTaken(String text) {
		assertThat(GoTime.problem(text)).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "`` | as L: cannot parse \"\" as \"2006\"", "2020/01/01 | as L: cannot parse \"/01/01\" as \"-\"",
					"2020-1-1T00:00:00Z | as L: cannot parse \"1-1T00:00:00Z\" as \"01\"",
					"2020-01-01t00:00:00Z | as L: cannot parse \"t00:00:00Z\" as \"T\"",
					"2020-01-01T00:00:00 | as L: cannot parse \"\" as \"Z07:00\"",
					"2020-01-01T00:00:00.Z | as L: cannot parse \".Z\" as \"Z07:00\"",
					"2020-13-01T00:00:00Z | : month out of range", "2019-02-29T00:00:00Z | : day out of range",
					"2020-01-01T24:00:00Z | : hour out of range", "2020-01-01T00:60:00Z | : minute out of range",
					"2020-01-01T00:00:60Z | : second out of range",
					"2020-01-01T00:00:00+25:00 | : time zone offset hour out of range",
					"2020-01-01T00:00:00Zx | : extra text: \"x\"" })
	void whatIsNoTimeIsToldInTheReferencesWords(String text, String expected) {
		assertThat(GoTime.problem(text)).isEqualTo("parsing time \"" + text + "\""
				+ (expected.startsWith(":") ? "" : " ") + expected.replace("L:", "\"2006-01-02T15:04:05Z07:00\":"));
	}

}
