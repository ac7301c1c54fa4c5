package io.kubespring.apiserver.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The table of the trust reference: what authorization and routing are told of a request.
 */
class RequestInfoParserTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = {
			// method, url, verb, group, resource, subresource, namespace, name
			"GET|/apis/g/v1/foos|list|g|foos|-|-|-", "GET|/apis/g/v1/foos?watch=1|watch|g|foos|-|-|-",
			"GET|/apis/g/v1/foos?watch|watch|g|foos|-|-|-", "GET|/apis/g/v1/foos?watch=nope|watch|g|foos|-|-|-",
			"GET|/apis/g/v1/foos?watch=False|list|g|foos|-|-|-", "GET|/apis/g/v1/foos?watch=0|list|g|foos|-|-|-",
			"GET|/apis/g/v1/watch/namespaces/n/foos?labelSelector=a=b|watch|g|foos|-|n|-",
			"GET|/apis/g/v1/namespaces/n/foos/x|get|g|foos|-|n|x",
			"HEAD|/apis/g/v1/namespaces/n/foos/x|get|g|foos|-|n|x",
			"POST|/apis/g/v1/namespaces/n/foos|create|g|foos|-|n|-",
			"PUT|/apis/g/v1/namespaces/n/foos/x|update|g|foos|-|n|x",
			"PATCH|/apis/g/v1/namespaces/n/foos/x|patch|g|foos|-|n|x",
			"DELETE|/apis/g/v1/namespaces/n/foos/x|delete|g|foos|-|n|x",
			"DELETE|/apis/g/v1/namespaces/n/foos|deletecollection|g|foos|-|n|-",
			"DELETE|/apis/g/v1/foos?fieldSelector=metadata.name=x|deletecollection|g|foos|-|-|-",
			"GET|/apis/g/v1/foos?fieldSelector=metadata.name=x|list|g|foos|-|-|x",
			"GET|/apis/g/v1/foos?fieldSelector=metadata.name=x&limit=abc|list|g|foos|-|-|-",
			"GET|/apis/g/v1/foos?fieldSelector=metadata.name=..|list|g|foos|-|-|-",
			"GET|/apis/g/v1/foos/x?watch=true|get|g|foos|-|-|x", "GET|/apis/g/v1/foos/x/status|get|g|foos|status|-|x",
			"PUT|/apis/g/v1/foos/x/scale/extra|update|g|foos|scale|-|x", "OPTIONS|/apis/g/v1/foos/x|''|g|foos|-|-|x",
			"TRACE|/apis/g/v1/foos/x|''|g|foos|-|-|x", "GET|/apis/g/v1/namespaces|list|g|namespaces|-|-|-",
			"GET|/apis/g/v1/namespaces/n|get|g|namespaces|-|n|n",
			"PUT|/apis/g/v1/namespaces/n/finalize|update|g|namespaces|finalize|n|n",
			"GET|/apis/g/v1/namespaces//foos|list|g|foos|-|-|-", "GET|/apis/g/v1//foos|get|g|-|-|-|foos",
			"GET|/apis//v1/foos|list|-|foos|-|-|-", "GET|/apis/g/v1/namespaces/a%2Fb/foos|get|g|b|-|a|foos",
			"GET|/apis/g/v1/namespaces/a/%2e%2e/foos|get|g|..|-|a|foos", "GET|/apis/g/v1/foos/|list|g|foos|-|-|-",
			"GET|/%61pis/g/v1/foos|list|g|foos|-|-|-", "GET|/apis/g/v1/foos/a;b=c|get|g|foos|-|-|a;b=c",
			"GET|/apis/g/v1/foos/a%252Fb|get|g|foos|-|-|a%2Fb", "GET|/api/v1/pods|list|-|pods|-|-|-" })
	void resourceRequestIsReadAsTheReferenceReadsIt(String method, String url, String verb, String group,
			String resource, String subresource, String namespace, String name) {
		RequestInfo info = parse(method, url);
		assertThat(info.resourceRequest()).isTrue();
		assertThat(info.verb()).isEqualTo(verb);
		assertThat(info.apiGroup()).isEqualTo(text(group));
		assertThat(info.apiVersion()).isEqualTo("v1");
		assertThat(info.resource()).isEqualTo(text(resource));
		assertThat(info.subresource()).isEqualTo(text(subresource));
		assertThat(info.namespace()).isEqualTo(text(namespace));
		assertThat(info.name()).isEqualTo(text(name));
	}

	private static String text(String value) {
		return (value != null) ? value : "";
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "GET|/apis/g/v1|get|/apis/g/v1", "GET|/apis/g|get|/apis/g", "GET|/apis|get|/apis",
					"GET|/api|get|/api", "GET|/apis/g/v1/|get|/apis/g/v1/", "POST|/openapi/v2|post|/openapi/v2",
					"GET|/|get|/", "DELETE|/healthz/|delete|/healthz/", "GET|//apis/g|get|//apis/g" })
	void otherRequestIsAuthorizedByItsPath(String method, String url, String verb, String path) {
		RequestInfo info = parse(method, url);
		assertThat(info.resourceRequest()).isFalse();
		assertThat(info.verb()).isEqualTo(verb);
		assertThat(info.path()).isEqualTo(path);
	}

	@Test
	void selectorsAreTakenForCollectionsOnly() {
		RequestInfo list = parse("GET", "/apis/g/v1/foos?labelSelector=a%3Db,c+in+(d,e)&fieldSelector=x");
		assertThat(list.labelSelector()).isEqualTo("a=b,c in (d,e)");
		assertThat(list.fieldSelector()).isEqualTo("x");
		assertThat(parse("GET", "/apis/g/v1/foos/x?labelSelector=a").labelSelector()).isEmpty();
		assertThat(parse("GET", "/apis/g/v1/watch/foos?labelSelector=a").labelSelector()).isEmpty();
	}

	@Test
	void watchPathWithNothingBehindIsRefused() {
		assertThatExceptionOfType(RequestInfoException.class).isThrownBy(() -> parse("GET", "/apis/g/v1/watch"))
			.withMessage("unable to determine kind and namespace from url, /apis/g/v1/watch");
	}

	private static RequestInfo parse(String method, String url) {
		int query = url.indexOf('?');
		return RequestInfoParser.parse(method, (query < 0) ? url : url.substring(0, query),
				QueryParameters.parse((query < 0) ? null : url.substring(query + 1)));
	}

}
