package io.kubespring.apiserver.negotiation;

import io.kubespring.apiserver.error.ApiStatusException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NegotiatorTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "''|JSON|OBJECT|v1", "*/*|JSON|OBJECT|v1", "application/*|JSON|OBJECT|v1",
			"application/yaml|YAML|OBJECT|v1", "application/xml, */*;q=0.1|JSON|OBJECT|v1",
			"application/yaml;q=0.5, application/json;q=0.9|JSON|OBJECT|v1", "*/*, application/yaml|YAML|OBJECT|v1",
			"application/json;as=Table;v=v1;g=meta.k8s.io,application/json|JSON|TABLE|v1",
			"application/json;as=Table;g=meta.k8s.io;v=v1beta1|JSON|TABLE|v1beta1",
			"application/json;as=Foo;g=meta.k8s.io;v=v1,application/json|JSON|OBJECT|v1",
			"application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json;"
					+ "as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json|JSON|PARTIAL_LIST|v1",
			"application/vnd.kubernetes.protobuf,application/json|JSON|OBJECT|v1" })
	void mostWantedFormThatIsSpokenIsChosen(String accept, Representation.Format format, Representation.Target target,
			String version) {
		assertThat(Negotiator.RESOURCES.negotiate(accept))
			.isEqualTo(new Representation(format, target, version, false));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "application/xml", "APPLICATION/JSON",
			"application/json;as=Foo;g=meta.k8s.io;v=v1", "application/json;as=Table;g=meta.k8s.io;v=v2" })
	void nothingSpokenIsRefused(String accept) {
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> Negotiator.RESOURCES.negotiate(accept))
			.withMessage("only the following media types are accepted: application/json, application/yaml");
	}

	@Test
	void onlyJsonIsStreamed() {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> Negotiator.RESOURCES.negotiate("application/yaml;stream=watch"))
			.withMessage("only the following media types are accepted: application/json, application/yaml");
		assertThat(Negotiator.RESOURCES.negotiate("application/json;stream=watch").target())
			.isEqualTo(Representation.Target.OBJECT);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "true|''|true", "1|''|true", "0|curl/8|false", "''|curl/8|true",
			"''|Mozilla/5.0 x|true", "''|Wget/1|true", "''|kubectl/1|false", "yes|curl/8|false" })
	void jsonIsIndentedForPeople(String parameter, String userAgent, boolean pretty) {
		assertThat(PrettyRule.applies(parameter, userAgent)).isEqualTo(pretty);
	}

	@ParameterizedTest
	@CsvSource({ "application/json;pretty=1,false,true", "application/json;pretty=1,true,true",
			"application/json;pretty=0,false,false", "application/json,true,true", "application/json,false,false" })
	void jsonIsIndentedWhenTheAcceptHeaderOrAnythingElseAsks(String accept, boolean otherwise, boolean pretty) {
		assertThat(Negotiator.RESOURCES.negotiate(accept).orPretty(otherwise).pretty()).isEqualTo(pretty);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "-|JSON", "application/json; charset=utf-8|JSON", "Application/YAML|YAML" })
	void bodiesOfObjectsAreKnownByTheirType(String contentType, BodyType type) {
		assertThat(BodyType.ofObject(contentType)).isEqualTo(type);
	}

	@ParameterizedTest
	@CsvSource({ "text/plain", "application/json; charset", "application/vnd.kubernetes.protobuf" })
	void otherBodiesAreRefused(String contentType) {
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> BodyType.ofObject(contentType))
			.withMessage("the body of the request was in an unknown format - accepted media types include:"
					+ " application/json, application/yaml");
	}

	@Test
	void patchTypesAreComparedWithCase() {
		assertThat(BodyType.ofPatch("application/merge-patch+json;charset=utf-8")).isEqualTo(BodyType.MERGE_PATCH);
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> BodyType.ofPatch("Application/Merge-Patch+JSON"))
			.satisfies((ex) -> assertThat(ex.status().code()).isEqualTo(415));
	}

	@Test
	void anyClauseMayAskForAggregatedDiscovery() {
		assertThat(Negotiator.asksForGroupDiscovery(
				"application/json,application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList;q=0.1"))
			.isTrue();
		assertThat(Negotiator
			.asksForGroupDiscovery("application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList"))
			.isFalse();
	}

}
