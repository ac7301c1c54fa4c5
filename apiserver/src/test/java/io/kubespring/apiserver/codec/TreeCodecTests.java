package io.kubespring.apiserver.codec;

import java.nio.charset.StandardCharsets;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusDetails;
import io.kubespring.apiserver.meta.GroupResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TreeCodecTests {

	private final TreeCodec codec = TreeCodec.SHARED;

	@Test
	void membersAreWrittenInTheOrderOfTheirNamesAtEveryLevel() {
		assertThat(canonical("{\"b\":{\"z\":1,\"a\":[{\"y\":1,\"x\":2}]},\"a\":null}"))
			.isEqualTo("{\"a\":null,\"b\":{\"a\":[{\"x\":2,\"y\":1}],\"z\":1}}");
	}

	@Test
	void charactersAreEscapedAsGoEscapesThem() {
		String json = "{\"<&>\":\"a<b>&c \u00e9\ud83d\ude00\u2028\u2029\u007f\\u001f\\b\\f\\n\\t\\\"\\\\/\"}";
		assertThat(canonical(json)).isEqualTo(
				"{\"\\u003c\\u0026\\u003e\":\"a\\u003cb\\u003e\\u0026c \u00e9\ud83d\ude00\\u2028\\u2029\u007f\\u001f\\b\\f\\n\\t\\\"\\\\/\"}");
	}

	@Test
	void numbersAreWrittenAsTheReferenceKeepsThem() {
		assertThat(
				canonical("[9007199254740993,1.10,123456789012345678901234567890,1.0,1e3,-0.0,1e21,1e-7,5e-324,0.1]"))
			.isEqualTo("[9007199254740993,1.1,1.2345678901234568e+29,1,1000,0,1e+21,1e-7,5e-324,0.1]");
	}

	@Test
	void lastOfTwoMembersWins() {
		assertThat(canonical("{\"a\":1,\"a\":2}")).isEqualTo("{\"a\":2}");
	}

	@Test
	void storedBytesHaveNoResourceVersion() {
		assertThat(text(this.codec.writeStored(this.codec.readObject(bytes(
				"{\"metadata\":{\"resourceVersion\":\"5\",\"name\":\"n\"},\"spec\":{\"resourceVersion\":\"6\"}}")))))
			.isEqualTo("{\"metadata\":{\"name\":\"n\"},\"spec\":{\"resourceVersion\":\"6\"}}");
	}

	@Test
	void prettyIsIndentedAsGoIndents() {
		assertThat(text(this.codec.pretty(bytes("{\"a\":[],\"b\":{},\"c\":[1,{\"d\":\"x:{,\\\"\"}]}")))).isEqualTo(
				"{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    1,\n    {\n      \"d\": \"x:{,\\\"\"\n    }\n  ]\n}");
	}

	@Test
	void yamlIsWrittenSortedWithAmbiguousTextsQuoted() {
		assertThat(text(this.codec.yaml(bytes(
				"{\"b\":[\"x\",\"507\",\"yes\",\"n\",\"true\",\"2020-01-01\"],\"a\":{\"c\":1,\"d\":\"\",\"e\":null}}"))))
			.isEqualTo("a:\n  c: 1\n  d: \"\"\n  e: null\nb:\n- x\n- \"507\"\n- \"yes\"\n- \"n\"\n- \"true\"\n"
					+ "- \"2020-01-01\"\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "a: yes|{\"a\":true}", "a: 0x10|{\"a\":16}", "a: 010|{\"a\":8}", "a: 1_000|{\"a\":1000}",
					"a: 2020-01-01|{\"a\":\"2020-01-01\"}", "a: ~|{\"a\":null}", "'{\"a\": [1, b]}'|{\"a\":[1,\"b\"]}",
					"1: x|{\"1\":\"x\"}" })
	void yamlIsReadAsYaml11(String yaml, String json) {
		String document = yaml.startsWith("'") ? yaml.substring(1, yaml.length() - 1) : yaml;
		assertThat(text(this.codec.write(this.codec.readYaml(bytes(document))))).isEqualTo(json);
	}

	@Test
	void firstYamlDocumentCounts() {
		assertThat(text(this.codec.write(this.codec.readYaml(bytes("a: 1\n---\na: 2\n"))))).isEqualTo("{\"a\":1}");
	}

	@Test
	void aliasesCannotGrowWithoutBound() {
		StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
		for (int i = 1; i < 9; i++) {
			bomb.append("a" + i + ": &a" + i + " [");
			bomb.append(("*a" + (i - 1) + ",").repeat(10)).append("]\n");
		}
		assertThatExceptionOfType(MalformedBodyException.class)
			.isThrownBy(() -> this.codec.readYaml(bytes(bomb.toString())))
			.withMessageContaining("yaml: ");
	}

	@Test
	void nestingIsBounded() {
		String deep = "[".repeat(20_000) + "]".repeat(20_000);
		assertThatExceptionOfType(MalformedBodyException.class).isThrownBy(() -> this.codec.readTree(bytes(deep)))
			.withMessage("invalid character '[' exceeded max depth");
	}

	@Test
	void emptyDocumentIsRefused() {
		assertThatExceptionOfType(MalformedBodyException.class).isThrownBy(() -> this.codec.readTree(new byte[0]))
			.withMessage("unexpected end of JSON input");
	}

	@Test
	void statusHasTheMembersOfTheReferenceInItsOrder() {
		assertThat(text(StatusCodec
			.write(ApiStatusException.notFound(new GroupResource("demo.example.com", "widgets"), "a").status())))
			.isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
					+ "\"message\":\"widgets.demo.example.com \\\"a\\\" not found\",\"reason\":\"NotFound\","
					+ "\"details\":{\"name\":\"a\",\"group\":\"demo.example.com\",\"kind\":\"widgets\"},\"code\":404}");
		assertThat(text(StatusCodec.write(ApiStatusException.unauthorized().status())))
			.isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
					+ "\"message\":\"Unauthorized\",\"reason\":\"Unauthorized\",\"code\":401}");
		assertThat(text(StatusCodec.write(Status.success(StatusDetails.EMPTY)))).isEqualTo(
				"{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Success\",\"details\":{}}");
	}

	private String canonical(String json) {
		return text(this.codec.write(this.codec.readTree(bytes(json))));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
