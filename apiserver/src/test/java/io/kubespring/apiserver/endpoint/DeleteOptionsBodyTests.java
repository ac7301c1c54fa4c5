package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.Preconditions;
import io.kubespring.apiserver.negotiation.BodyType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DeleteOptionsBodyTests {

	@Test
	void everyOptionIsRead() {
		DeleteOptions options = read("{'gracePeriodSeconds':-5,'orphanDependents':false,'propagationPolicy':'Orphan',"
				+ "'preconditions':{'uid':'','resourceVersion':'7'},'dryRun':['All'],"
				+ "'ignoreStoreReadErrorWithClusterBreakingPotential':true,'unknown':1}");
		assertThat(options.gracePeriodSeconds()).isEqualTo(-5);
		assertThat(options.orphanDependents()).isFalse();
		assertThat(options.propagationPolicy()).isEqualTo("Orphan");
		assertThat(options.preconditions()).isEqualTo(new Preconditions("", "7"));
		assertThat(options.dryRun()).containsExactly("All");
		assertThat(options.ignoreStoreReadError()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "{}", "{'kind':'DeleteOptions'}", "{'kind':'DeleteOptions','apiVersion':'v1'}",
			"{'kind':'DeleteOptions','apiVersion':'meta.k8s.io/v1'}",
			"{'kind':'DeleteOptions','apiVersion':'demo.example.com/v7'}", "{'apiVersion':'v1'}",
			"{'propagationPolicy':null,'preconditions':null,'dryRun':null,'orphanDependents':null}" })
	void optionsOfAnyVersionMayBeEmpty(String body) {
		DeleteOptions options = read(body);
		assertThat(options.propagationPolicy()).isNull();
		assertThat(options.orphanDependents()).isNull();
		assertThat(options.preconditions()).isEqualTo(Preconditions.NONE);
		assertThat(options.dryRun()).isEmpty();
	}

	@Test
	void dryRunOfTheQueryHoldsAsWell() {
		assertThat(
				DeleteOptionsBody.read(BodyType.JSON, "{}".getBytes(StandardCharsets.UTF_8), List.of("All")).dryRun())
			.containsExactly("All");
	}

	@Test
	void yamlIsReadAlike() {
		byte[] yaml = "kind: DeleteOptions\npropagationPolicy: Foreground\n".getBytes(StandardCharsets.UTF_8);
		assertThat(DeleteOptionsBody.read(BodyType.YAML, yaml, List.of()).propagationPolicy()).isEqualTo("Foreground");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{'gracePeriodSeconds':'5'}|json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64
					{'gracePeriodSeconds':1.5}|json: cannot unmarshal number 1.5 into Go struct field DeleteOptions.gracePeriodSeconds of type int64
					{'gracePeriodSeconds':99999999999999999999}|json: cannot unmarshal number 99999999999999999999 into Go struct field DeleteOptions.gracePeriodSeconds of type int64
					{'orphanDependents':'x'}|json: cannot unmarshal string into Go struct field DeleteOptions.orphanDependents of type bool
					{'propagationPolicy':5}|json: cannot unmarshal number into Go struct field DeleteOptions.propagationPolicy of type v1.DeletionPropagation
					{'preconditions':'x'}|json: cannot unmarshal string into Go struct field DeleteOptions.preconditions of type v1.Preconditions
					{'preconditions':{'uid':5}}|json: cannot unmarshal number into Go struct field Preconditions.preconditions.uid of type types.UID
					{'preconditions':{'resourceVersion':5}}|json: cannot unmarshal number into Go struct field Preconditions.preconditions.resourceVersion of type string
					{'dryRun':'All'}|json: cannot unmarshal string into Go struct field DeleteOptions.dryRun of type []string
					{'ignoreStoreReadErrorWithClusterBreakingPotential':'x'}|json: cannot unmarshal string into Go struct field DeleteOptions.ignoreStoreReadErrorWithClusterBreakingPotential of type bool
					{'kind':'Status','apiVersion':'v1'}|converting (v1.Status) to (v1.DeleteOptions): unknown conversion
					{'kind':'Widget','apiVersion':'demo.example.com/v1'}|no kind "Widget" is registered for version "demo.example.com/v1" in scheme "pkg/runtime/scheme.go:111"
					{'kind':'DeleteOptions','apiVersion':'a/b/c'}|unexpected GroupVersion string: a/b/c
					{'kind':'DeleteOptions','apiVersion':5}|couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .apiVersion of type string
					[]|couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }
					true|couldn't get version/kind; json parse error: json: cannot unmarshal bool into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }
					""",
			quoteCharacter = '`')
	void whatIsNoOptionsIsToldInTheReferencesWords(String body, String message) {
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> read(body)).satisfies((ex) -> {
			assertThat(ex.status().code()).isEqualTo(400);
			assertThat(ex).hasMessage(message);
		});
	}

	private static DeleteOptions read(String body) {
		return DeleteOptionsBody.read(BodyType.JSON, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
				List.of());
	}

}
