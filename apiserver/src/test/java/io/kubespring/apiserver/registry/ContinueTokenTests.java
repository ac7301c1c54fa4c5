package io.kubespring.apiserver.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.kubespring.apiserver.error.ApiStatusException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The answers were those of a custom resource in a cluster of the same version.
 */
class ContinueTokenTests {

	private static final String PREFIX = "invalid continue token: continue key is not valid: ";

	@Test
	void tokenHasTheFormOfTheReference() {
		String token = new ContinueToken(500, "b\0").encode();
		assertThat(token).isEqualTo("eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6NTAwLCJzdGFydCI6Ii9iXHUwMDAwIn0");
		assertThat(ContinueToken.decode(token)).isEqualTo(new ContinueToken(500, "b\0"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "b", "ns/b\0", "<b>&\u2028\"\\\b\t\u007fé😀", "...", "..a", "a/...", "\\..", "%2e%2e/x" })
	void anyPathBelowThePrefixCanBeNamed(String start) {
		assertThat(ContinueToken.decode(new ContinueToken(-1, start).encode())).isEqualTo(new ContinueToken(-1, start));
	}

	@Test
	void theSlashInFrontMayBeLeftOut() {
		assertThat(decode("{\"v\":\"meta.k8s.io/v1\",\"rv\":5,\"start\":\"b\"}")).isEqualTo(new ContinueToken(5, "b"));
		assertThat(decode("{\"v\":\"meta.k8s.io/v1\",\"rv\":5,\"start\":\"/b\"}")).isEqualTo(new ContinueToken(5, "b"));
		assertThat(decode("{\"v\":\"meta.k8s.io/v1\",\"rv\":5,\"start\":\"/\"}")).isEqualTo(new ContinueToken(5, ""));
	}

	@Test
	void membersAreReadAsGoReadsThem() {
		assertThat(
				decode(" {\"V\":\"meta.k8s.io/v1\",\"rv\":7,\"rv\":5,\"START\":\"a\",\"start\":\"b\",\"more\":[{}]} "))
			.isEqualTo(new ContinueToken(5, "b"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "../../x", "..", "/..", "a/../b", "a/b/..", ".", "./a", "a/.", "a/./b", "a//b", "//",
			"/a/", "a/", "../other/x", "/../x" })
	void noPathLeadsOutOfThePrefix(String start) {
		refused("{\"v\":\"meta.k8s.io/v1\",\"rv\":5,\"start\":\"" + start + "\"}", start);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = {
			"{\"v\":\"meta.k8s.io/v1\",\"start\":\"b\"}|incorrect encoded start resourceVersion (version meta.k8s.io/v1)",
			"{\"v\":\"meta.k8s.io/v1\",\"rv\":0,\"start\":\"\"}|incorrect encoded start resourceVersion (version meta.k8s.io/v1)",
			"{\"v\":\"meta.k8s.io/v1\",\"rv\":null,\"start\":\"b\"}|incorrect encoded start resourceVersion (version meta.k8s.io/v1)",
			"{\"v\":\"meta.k8s.io/v1\",\"rv\":5}|encoded start key empty (version meta.k8s.io/v1)",
			"{\"v\":\"meta.k8s.io/v2\",\"rv\":5,\"start\":\"b\"}|server does not recognize this encoded version meta.k8s.io/v2",
			"{}|~server does not recognize this encoded version ~",
			"null|~server does not recognize this encoded version ~",
			"[]|json: cannot unmarshal array into Go value of type storage.continueToken",
			"5|json: cannot unmarshal number into Go value of type storage.continueToken",
			"\"x\"|json: cannot unmarshal string into Go value of type storage.continueToken",
			"true|json: cannot unmarshal bool into Go value of type storage.continueToken",
			"{\"v\":[],\"rv\":true}|json: cannot unmarshal array into Go struct field continueToken.v of type string",
			"{\"v\":1}|json: cannot unmarshal number into Go struct field continueToken.v of type string",
			"{\"rv\":\"5\"}|json: cannot unmarshal string into Go struct field continueToken.rv of type int64",
			"{\"rv\":1.5}|json: cannot unmarshal number 1.5 into Go struct field continueToken.rv of type int64",
			"{\"rv\":1e2}|json: cannot unmarshal number 1e2 into Go struct field continueToken.rv of type int64",
			"{\"rv\":9223372036854775808}|json: cannot unmarshal number 9223372036854775808 into Go struct field continueToken.rv of type int64",
			"{\"start\":{}}|json: cannot unmarshal object into Go struct field continueToken.start of type string",
			"{\"v\"|unexpected end of JSON input", "{}x|invalid character 'x' after top-level value" })
	void malformedTokenIsRefusedInTheWordsOfTheReference(String json, String problem) {
		refused(json, problem);
	}

	@ParameterizedTest
	@CsvSource({ "!!,0", "ab+/,2", "a,0", "abcde,4", "YW Jj,2", "é,0", "abcd!fgh,4", "e30=,3", "e30==,3" })
	void tokenThatIsNotBase64IsRefusedWithThePlace(String token, int place) {
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> ContinueToken.decode(token))
			.withMessage(PREFIX + "illegal base64 data at input byte " + place)
			.satisfies((ex) -> assertThat(ex.status().code()).isEqualTo(400));
	}

	private static void refused(String json, String problem) {
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> decode(json))
			.withMessage(PREFIX + problem)
			.satisfies((ex) -> assertThat(ex.status().code()).isEqualTo(400))
			.satisfies((ex) -> assertThat(ex.status().reason()).isEqualTo("BadRequest"));
	}

	private static ContinueToken decode(String json) {
		return ContinueToken
			.decode(Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
	}

}
