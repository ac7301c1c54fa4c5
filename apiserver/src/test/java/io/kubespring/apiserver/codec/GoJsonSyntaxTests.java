package io.kubespring.apiserver.codec;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GoJsonSyntaxTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "~~|unexpected end of JSON input", "{|unexpected end of JSON input",
					"{\"v\"|unexpected end of JSON input", "[1,|unexpected end of JSON input",
					"\"a|unexpected end of JSON input", "x|invalid character 'x' looking for beginning of value",
					"[,]|invalid character ',' looking for beginning of value",
					"nul|invalid character ' ' in literal null (expecting 'l')",
					"tru3|invalid character '3' in literal true (expecting 'e')",
					"{a}|invalid character 'a' looking for beginning of object key string",
					"{\"a\":1,}|invalid character '}' looking for beginning of object key string",
					"{\"a\" 1}|invalid character '1' after object key",
					"{\"a\":1 2}|invalid character '2' after object key:value pair",
					"[1 2]|invalid character '2' after array element", "01|invalid character '1' after top-level value",
					"{}}|invalid character '}' after top-level value",
					"{}'|invalid character '\\'' after top-level value", "-|invalid character ' ' in numeric literal",
					"1.|invalid character ' ' after decimal point in numeric literal",
					"1e|invalid character ' ' in exponent of numeric literal",
					"\"\\x\"|invalid character 'x' in string escape code",
					"\"\\u12\"|invalid character '\"' in \\u hexadecimal character escape",
					"\"\u0001\"|invalid character '\\x01' in string literal",
					"\ufeff{}|invalid character 'ï' looking for beginning of value" })
	void mistakeIsToldAsGoTellsIt(String json, String problem) {
		assertThat(problem(json)).isEqualTo(problem);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", " [ ] ", "null", "0", "-0.5e+10", "12E3", "\"\\u00e9\\n\"",
			"{\"a\":{\"b\":[1,{\"c\":[]},true]},\"d\":\"\"}", "[[],[{}],\"}\"]" })
	void jsonHasNoProblem(String json) {
		assertThat(problem(json)).isNull();
	}

	@Test
	void nestingHasABound() {
		assertThat(problem("[".repeat(1000) + "]".repeat(1000))).isNull();
		assertThat(problem("[".repeat(1001))).isEqualTo("invalid character '[' exceeded max depth");
	}

	private static String problem(String json) {
		return GoJsonSyntax.problem(json.getBytes(StandardCharsets.UTF_8));
	}

}
