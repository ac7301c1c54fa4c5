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

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "application/yaml;q=abc, application/json;q=0.1|JSON",
			"application/json;q= 0.9,application/yaml;q=0.5|YAML",
			"application/json;q=0.9 ;x=y,application/yaml;q=0.5|YAML", "application/json;q=0|JSON",
			"application/json;q=0.1;q=0.9,application/yaml;q=0.5|JSON", "application/yaml;q=inf,application/json|YAML",
			"*/*, application/yaml|YAML", "*/*;q=1, application/yaml;q=0.1|YAML",
			"application/yaml;q=0.1, */*;q=1|JSON", ",,application/yaml|YAML", "*|JSON", "application/json/|JSON",
			"application/yaml;stream=watch,application/json|JSON", "application/yaml;sv=v1|YAML",
			"application/yaml;sv=v2,application/json|JSON", "application/yaml;as=|YAML",
			"application/yaml;as= ;x=y,application/json|JSON", "application/yaml;g=meta.k8s.io,application/json|JSON",
			"application/yaml;profile=x;export=1;charset=utf-8|YAML" })
	void clausesAreOrderedAndReadAsTheReferenceDoes(String accept, Representation.Format format) {
		assertThat(Negotiator.RESOURCES.negotiate(accept).format()).isEqualTo(format);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { ",", "application", "application/", "*/json", "application/json/x", "application/json;v=v1",
					"application/json;as=\"Table\";v=v1;g=meta.k8s.io", "application/json;AS=Table;v=v1;g=meta.k8s.io",
					"application/json;stream=foo", "application/json\t;x=y" })
	void whatIsNotUnderstoodAcceptsNothing(String accept) {
		assertThat(Negotiator.RESOURCES.find(accept)).isNull();
	}

	@Test
	void manyClausesAreOrderedByWeight() {
		String many = "application/yaml;q=0.1," + "text/plain,".repeat(20) + "application/json;q=0.2";
		assertThat(Negotiator.RESOURCES.negotiate(many).format()).isEqualTo(Representation.Format.JSON);
	}

	@Test
	void errorsHaveNoServerVersionAndNoTarget() {
		assertThat(Negotiator.DOCUMENTS.find("application/json;sv=v1")).isNull();
		assertThat(Negotiator.DOCUMENTS.find("application/json;as=Table;v=v1;g=meta.k8s.io")).isNull();
		assertThat(Negotiator.DOCUMENTS.find("application/json;stream=watch")).isEqualTo(Representation.JSON);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "''|true", "application/json;q=0|true", "*/*|true", "text/x , application/json|true",
					"application/*|false", "APPLICATION/JSON|false", "application/yaml|false" })
	void routesKnowExactTypes(String accept, boolean found) {
		assertThat(Negotiator.routes(accept, "application/json")).isEqualTo(found);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "application/json;|JSON", "application/json ; a=b|JSON", "application/json; a=b; a=b|JSON",
					"application/json;a=\"x;y\"|JSON", "application/json;q=\"a\\\"b\"|JSON", "``|JSON",
					"application/yaml; |YAML" })
	void parametersOfBodiesArePassedOver(String contentType, BodyType type) {
		assertThat(BodyType.ofObject(contentType)).isEqualTo(type);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "application/json; a=b; a=c", "application/json;a=b c",
			"application/json;=b", "application /json", "application/json; charset=\"utf", ";", "application/*",
			"application/json, application/yaml", "application/json/x", "application/cbor", "application/json;a=" })
	void brokenTypesOfBodiesAreRefused(String contentType) {
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> BodyType.ofObject(contentType))
			.satisfies((ex) -> assertThat(ex.status().code()).isEqualTo(415));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "-", "''", "application/merge-patch+json ;x", ";application/merge-patch+json", "application/json",
					"application/apply-patch+cbor", "application/strategic-merge-patch+json" })
	void otherPatchesAreRefused(String contentType) {
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> BodyType.ofPatch(contentType))
			.withMessageStartingWith("the body of the request was in an unknown format - accepted media types include: "
					+ "application/json-patch+json, application/merge-patch+json");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = {
					"application/json,application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList;q=0.1|JSON",
					"*/*;as=APIGroupDiscoveryList;g=apidiscovery.k8s.io;v=v2;profile=nopeer|JSON",
					"application/yaml; v=v2 ; as=APIGroupDiscoveryList ; g=apidiscovery.k8s.io|YAML" })
	void anyClauseMayAskForAggregatedDiscovery(String accept, Representation.Format format) {
		assertThat(Negotiator.GROUP_DISCOVERY.find(accept))
			.isEqualTo(new Representation(format, Representation.Target.GROUP_DISCOVERY, "v2", false));
	}

	@ParameterizedTest
	@CsvSource({ "application/json", "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList",
			"text/plain;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList" })
	void othersAskForPlainDiscovery(String accept) {
		assertThat(Negotiator.GROUP_DISCOVERY.find(accept)).isNull();
	}

}
