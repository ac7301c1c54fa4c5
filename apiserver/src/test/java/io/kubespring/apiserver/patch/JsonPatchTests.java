package io.kubespring.apiserver.patch;

import io.kubespring.apiserver.error.ApiStatusException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonPatchTests {

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final String DOCUMENT = "{'a':{'b':[1,2,3]},'c':'d','e/f':1,'g~h':2}";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "[{'op':'add','path':'/x','value':1}]|{'a':{'b':[1,2,3]},'c':'d','e/f':1,'g~h':2,'x':1}",
					"[{'op':'add','path':'/a/b/-','value':4}]|{'a':{'b':[1,2,3,4]},'c':'d','e/f':1,'g~h':2}",
					"[{'op':'add','path':'/a/b/0','value':0}]|{'a':{'b':[0,1,2,3]},'c':'d','e/f':1,'g~h':2}",
					"[{'op':'add','path':'/a/n'}]|{'a':{'b':[1,2,3],'n':null},'c':'d','e/f':1,'g~h':2}",
					"[{'op':'remove','path':'/a/b/-1'}]|{'a':{'b':[1,2]},'c':'d','e/f':1,'g~h':2}",
					"[{'op':'replace','path':'/none','value':5}]|{'a':{'b':[1,2,3]},'c':'d','e/f':1,'g~h':2,'none':5}",
					"[{'op':'move','from':'/c','path':'/a/c'}]|{'a':{'b':[1,2,3],'c':'d'},'e/f':1,'g~h':2}",
					"[{'op':'copy','from':'/none','path':'/x'}]|{'a':{'b':[1,2,3]},'c':'d','e/f':1,'g~h':2,'x':null}",
					"[{'op':'remove','path':'/e~1f'},{'op':'remove','path':'/g~0h'}]|{'a':{'b':[1,2,3]},'c':'d'}",
					"[{'op':'test','path':'/a/b/0','value':1.0}]|{'a':{'b':[1,2,3]},'c':'d','e/f':1,'g~h':2}",
					"[{'op':'test','path':'/none','value':null}]|{'a':{'b':[1,2,3]},'c':'d','e/f':1,'g~h':2}",
					"[{'op':'replace','path':'','value':{}}]|{}", "null|{'a':{'b':[1,2,3]},'c':'d','e/f':1,'g~h':2}" })
	void operationsDoWhatTheReferenceDoes(String patch, String expected) {
		JsonNode document = json(DOCUMENT);
		assertThat(JsonPatch.parse(json(patch)).apply(document)).isEqualTo(json(expected));
		assertThat(document).as("the input is left alone").isEqualTo(json(DOCUMENT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[{'op':'remove','path':'/none'}]", "[{'op':'move','from':'/none','path':'/x'}]",
			"[{'op':'add','path':'/none/x','value':1}]", "[{'op':'add','path':'spec','value':1}]",
			"[{'op':'remove','path':''}]", "[{'op':'mend','path':'/a'}]", "[{'op':'add'}]", "[null]",
			"[{'op':'test','path':'/c','value':'x'}]", "[{'op':'add','path':'/a/b/9','value':1}]",
			"[{'op':'add','path':'/a/b/x','value':1}]" })
	void failuresTellNoMoreThanTheReferenceDoes(String patch) {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> JsonPatch.parse(json(patch)).apply(json(DOCUMENT)))
			.satisfies((ex) -> {
				assertThat(ex).hasMessage("the server rejected our request due to an error in our request");
				assertThat(ex.status().code()).isEqualTo(422);
				assertThat(ex.status().reason()).isEqualTo("Invalid");
				assertThat(ex.status().details().kind()).isEmpty();
			});
	}

	@Test
	void tooManyOperationsAreRefused() {
		String patch = "[" + "{'op':'test','path':'/c','value':'d'},".repeat(10_000)
				+ "{'op':'test','path':'/c','value':'d'}]";
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> JsonPatch.parse(json(patch)))
			.withMessage(
					"Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001");
	}

	@Test
	void copiesAreBounded() {
		String large = "{'big':'" + "x".repeat(200_000) + "'}";
		StringBuilder patch = new StringBuilder("[");
		for (int i = 0; i < 30; i++) {
			patch.append("{'op':'copy','from':'/big','path':'/c" + i + "'},");
		}
		patch.append("{'op':'test','path':'/none','value':null}]");
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> JsonPatch.parse(json(patch.toString())).apply(json(large)))
			.satisfies((ex) -> assertThat(ex.status().code()).isEqualTo(422));
	}

	@Test
	void documentsOfAnotherTypeAreMalformed() {
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> JsonPatch.parse(json("{}")))
			.withMessage(
					"error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp");
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> JsonPatch.parse(json("[{'op':1}]")))
			.withMessage(
					"error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.op of type"
							+ " string");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{'c':null}|{'a':{'b':[1,2,3]},'e/f':1,'g~h':2}",
					"{'a':{'b':[9]}}|{'a':{'b':[9]},'c':'d','e/f':1,'g~h':2}",
					"{'a':{'x':{'y':null,'z':1}}}|{'a':{'b':[1,2,3],'x':{'z':1}},'c':'d','e/f':1,'g~h':2}",
					"{'a':1}|{'a':1,'c':'d','e/f':1,'g~h':2}", "{}|{'a':{'b':[1,2,3]},'c':'d','e/f':1,'g~h':2}" })
	void mergePatchFollowsItsSpecification(String patch, String expected) {
		JsonNode document = json(DOCUMENT);
		assertThat(MergePatch.apply(document, json(patch))).isEqualTo(json(expected));
		assertThat(document).isEqualTo(json(DOCUMENT));
	}

	private static JsonNode json(String text) {
		return MAPPER.readTree(text.replace('\'', '"'));
	}

}
