package io.kubespring.apiserver.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GoEscapes}, {@link JsonIndenter}, {@link YamlKeyOrder} and
 * {@link YamlWriter}; what is expected was answered by a custom resource.
 */
class OutputFormTests {

	@Test
	void textsAreEscapedAsGoDoes() {
		String text = "<b>&\u2028\u2029é😀\u0007\u001f\b\f\n\t\"\\\u007f";
		assertThat(text(TreeCodec.SHARED.write(JsonNodeFactory.instance.objectNode().put("<", text)))).isEqualTo(
				"{\"\\u003c\":\"\\u003cb\\u003e\\u0026\\u2028\\u2029é😀\\u0007\\u001f\\b\\f\\n\\t\\\"\\\\\u007f\"}");
	}

	@Test
	void documentMayBeCutAnywhere() {
		byte[] json = bytes(
				"{\"a\":{},\"b\":[ ],\"c\":[1,{\"d\\\\\":\"x\\\"{,:\"}],\"e\":\"\\\\\", \"f\":null,\"g\":[[],[[]]]}");
		String whole = text(new JsonIndenter().indent(json));
		assertThat(whole).isEqualTo("""
				{
				  "a": {},
				  "b": [],
				  "c": [
				    1,
				    {
				      "d\\\\": "x\\"{,:"
				    }
				  ],
				  "e": "\\\\",
				  "f": null,
				  "g": [
				    [],
				    [
				      []
				    ]
				  ]
				}""");
		for (int cut = 0; cut <= json.length; cut++) {
			JsonIndenter indenter = new JsonIndenter();
			ByteArrayOutputStream pieces = new ByteArrayOutputStream();
			pieces.writeBytes(indenter.indent(Arrays.copyOf(json, cut)));
			pieces.writeBytes(indenter.indent(Arrays.copyOfRange(json, cut, json.length)));
			assertThat(text(pieces.toByteArray())).as("cut at " + cut).isEqualTo(whole);
		}
	}

	@Test
	void membersOfYamlAreInNaturalOrder() {
		List<String> expected = List.of("", "<<", "~", "1", "1.0", "2", "10", "a-b", "a2", "a10", "a100", "aB", "b1",
				"b01", "k", "é");
		List<String> shuffled = Stream.concat(expected.stream().skip(7), expected.stream().limit(7)).toList();
		assertThat(shuffled.stream().sorted(YamlKeyOrder.INSTANCE).toList()).isEqualTo(expected);
		assertThat(yaml("{\"k10\":1,\"k9\":2}")).isEqualTo("k9: 2\nk10: 1\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "0o7|\"0o7\"", "08|\"08\"", "<<|<<", "y|\"y\"",
			"1_000|\"1_000\"", "NaN|NaN", "a: b|'a: b'", "it's|it's" })
	void ambiguousTextsAreQuoted(String text, String yaml) {
		assertThat(yaml("{\"a\":\"" + text + "\"}")).isEqualTo("a: " + yaml + "\n");
	}

	@Test
	void longLinesAreBrokenAtSpaces() {
		String text = "word ".repeat(30).strip();
		assertThat(yaml("{\"a\":\"" + text + "\"}"))
			.isEqualTo("a: " + "word ".repeat(15) + "word\n  " + "word ".repeat(13) + "word\n");
	}

	private static String yaml(String json) {
		return text(TreeCodec.SHARED.yaml(bytes(json)));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
