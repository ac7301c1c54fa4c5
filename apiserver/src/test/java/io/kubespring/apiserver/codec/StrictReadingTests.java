package io.kubespring.apiserver.codec;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the reference tells about documents that it can read, and what it says of those
 * that it cannot.
 */
class StrictReadingTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{\"a\":1,\"a\":2} | duplicate field \"a\"",
			"{\"spec\":{\"l\":[1,{\"x\":1,\"x\":2}]}} | duplicate field \"spec.l[1].x\"",
			"{\"s\":[[{\"a\":1,\"a\":2,\"a\":3}]]} | duplicate field \"s[0][0].a\"",
			"{\"q\\\"\":1,\"q\\\"\":2} | duplicate field \"q\\\"\"",
			"{\"\\u0001\":1,\"\\u0001\":2} | duplicate field \"\\x01\"", "{\"a\":{\"b\":1},\"b\":{\"b\":1}} | ``" })
	void membersThatAreSaidTwiceAreToldOnce(String json, String expected) {
		Set<String> mistakes = new LinkedHashSet<>();
		TreeCodec.SHARED.readTree(bytes(json), mistakes);
		assertThat(String.join("; ", mistakes)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{bad | invalid character 'b' looking for beginning of object key string",
					"{} {} | invalid character '{' after top-level value",
					"[1,] | invalid character ']' looking for beginning of value",
					"{\"a\":1.x} | invalid character 'x' after decimal point in numeric literal",
					"{\"a\":nul} | invalid character '}' in literal null (expecting 'l')",
					"{'a':1} | invalid character '\\'' looking for beginning of object key string",
					"\u00e9 | invalid character '\u00c3' looking for beginning of value",
					"{\"a\": | unexpected end of JSON input" })
	void mistakesAreToldInTheReferencesWords(String json, String expected) {
		assertThatExceptionOfType(MalformedBodyException.class).isThrownBy(() -> TreeCodec.SHARED.readTree(bytes(json)))
			.withMessage(expected);
	}

	@Test
	void longRunsOfCommentsAndOfSixtiethsAreReadAndWritten() {
		assertThat(TreeCodec.SHARED.readYaml(bytes("# comment\n".repeat(100_000) + "%YAML 1.1\n---\na: 1\n")))
			.hasToString("{\"a\":1}");
		String sixtieths = "1" + ":1".repeat(100_000);
		assertThat(TreeCodec.SHARED.readYaml(TreeCodec.SHARED.yaml(bytes("{\"a\":\"" + sixtieths + "\"}"))))
			.hasToString("{\"a\":\"" + sixtieths + "\"}");
	}

	@Test
	void encodingsThatTheReferenceDoesNotKnowAreRefused() {
		assertThatExceptionOfType(MalformedBodyException.class)
			.isThrownBy(() -> TreeCodec.SHARED.readTree("{}".getBytes(StandardCharsets.UTF_16LE)))
			.withMessage("invalid character '\\x00' looking for beginning of object key string");
		assertThatExceptionOfType(MalformedBodyException.class)
			.isThrownBy(() -> TreeCodec.SHARED.readTree(bytes("\ufeff{}")))
			.withMessage("invalid character '\u00ef' looking for beginning of value");
	}

	@Test
	void octetsThatAreNoCharactersAreReplaced() {
		byte[] json = { '[', '"', (byte) 0xff, '"', ',', '"', '\\', 'u', 'd', '8', '0', '0', '"', ']' };
		assertThat(new String(TreeCodec.SHARED.write(TreeCodec.SHARED.readTree(json)), StandardCharsets.UTF_8))
			.isEqualTo("[\"\ufffd\",\"\ufffd\"]");
	}

	@Test
	void numberThatIsTooLargeLeavesTheRestReadable() {
		assertThatExceptionOfType(UnrepresentableNumberException.class)
			.isThrownBy(() -> TreeCodec.SHARED.readTree(bytes("{\"kind\":\"X\",\"n\":1e999999999}")))
			.withMessage("json: cannot unmarshal number 1e999999999 into Go value of type float64")
			.satisfies((failure) -> assertThat(failure.document().path("kind").asString()).isEqualTo("X"));
	}

	@Test
	void yamlTellsTheLinesOfWhatIsSaidTwice() {
		Set<String> mistakes = new LinkedHashSet<>();
		TreeCodec.SHARED.readYaml(bytes("a: 1\nb: {c: 1, c: 2}\na: 2\n"), mistakes);
		assertThat(mistakes).containsExactly(
				"yaml: unmarshal errors:\n  line 2: key \"c\" already set in map\n  line 3: key \"a\" already set in map");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "y | true", "No | false", "tRue | `\"tRue\"`", "~ | null", "0x10 | 16", "010 | 8", "08 | 8",
					"0b101 | 5", "1_000 | 1000", "1e3 | 1000", "1. | 1", ".5 | 0.5", "+5 | 5",
					"190:20:30 | `\"190:20:30\"`", "2020-01-01 | `\"2020-01-01\"`", "!!str 5 | `\"5\"`",
					"!!float 5 | 5", "18446744073709551615 | 18446744073709552000", "!!binary aGk= | `\"hi\"`" })
	void yamlScalarsMeanWhatTheyMeanToTheReference(String scalar, String expected) {
		assertThat(new String(TreeCodec.SHARED.write(TreeCodec.SHARED.readYaml(bytes("x: " + scalar)).path("x")),
				StandardCharsets.UTF_8))
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "%YAML 1.2 | yaml: found incompatible YAML document",
			"x: *a | yaml: unknown anchor 'a' referenced", "x: &a [*a] | yaml: anchor 'a' value contains itself",
			"x: .inf | json: unsupported value: +Inf", "x: a: b | yaml: mapping values are not allowed in this context",
			"~: 1 | unsupported map key of type: %!s(<nil>), key: <nil>, value: 1",
			"<<: 5 | yaml: map merge requires map or sequence of maps as the value",
			"x: !!int a | yaml: cannot decode !!str `a` as a !!int" })
	void yamlThatCannotBeReadIsToldInTheReferencesWords(String yaml, String expected) {
		assertThatExceptionOfType(MalformedBodyException.class)
			.isThrownBy(() -> TreeCodec.SHARED.readYaml(bytes(yaml + "\n---\n")))
			.withMessage(expected.replace('^', '`'));
	}

	@Test
	void aliasesMayNotMultiply() {
		StringBuilder laughs = new StringBuilder("a: &a [1,1,1,1,1,1,1,1,1,1]\n");
		for (char name = 'b'; name <= 'h'; name++) {
			laughs.append(name + ": &" + name + " [" + ("*" + (char) (name - 1) + ",").repeat(10) + "]\n");
		}
		assertThatExceptionOfType(MalformedBodyException.class)
			.isThrownBy(() -> TreeCodec.SHARED.readYaml(bytes(laughs.toString())))
			.withMessage("yaml: document contains excessive aliasing");
	}

	@Test
	void mergedMembersGiveWayToLaterOnes() {
		Set<String> mistakes = new LinkedHashSet<>();
		assertThat(TreeCodec.SHARED.readYaml(bytes("a: &a {x: 1, z: 2}\nb:\n  <<: *a\n  x: 3\n"), mistakes)
			.path("b")
			.toString()).isEqualTo("{\"x\":3,\"z\":2}");
		assertThat(mistakes).containsExactly("yaml: unmarshal errors:\n  line 4: key \"x\" already set in map");
	}

	@Test
	void yamlIsWrittenAsTheReferenceWritesIt() {
		assertThat(new String(TreeCodec.SHARED.yaml(
				bytes("""
						{"a10":1,"a9":"y","_":"0o7","n":1.5e-10,"b":1234567.5,"c":"\ud83d\ude00","d":"2020-01-01","e":"a\\nb"}""")),
				StandardCharsets.UTF_8))
			.isEqualTo("""
					_: "0o7"
					a9: "y"
					a10: 1
					b: 1.2345675e+06
					c: "\\U0001F600"
					d: "2020-01-01"
					e: |-
					  a
					  b
					"n": 1.5e-10
					""");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
