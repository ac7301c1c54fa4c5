package io.kubespring.apiserver.request;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Paths on which a namespace is itself the resource.
 */
class NamespacePathTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "PUT|/apis/g/v1/namespaces/n/status|update|namespaces|status|n",
					"PUT|/apis/g/v1/namespaces/n/finalize|update|namespaces|finalize|n",
					"GET|/apis/g/v1/namespaces/n/status/x|get|namespaces|status|n",
					"GET|/apis/g/v1/namespaces/n/scale|list|scale|''|''",
					"GET|/apis/g/v1/watch/namespaces/n|watch|namespaces|''|n",
					"GET|/apis/g/v1/proxy/foos/x/y|proxy|foos|''|x" })
	void statusAndFinalizeBelongToTheNamespace(String method, String path, String verb, String resource,
			String subresource, String name) {
		RequestInfo info = RequestInfoParser.parse(method, path, QueryParameters.NONE);
		assertThat(info.verb()).isEqualTo(verb);
		assertThat(info.resource()).isEqualTo(resource);
		assertThat(info.subresource()).isEqualTo(subresource);
		assertThat(info.name()).isEqualTo(name);
		assertThat(info.namespace()).isEqualTo(path.contains("namespaces") ? "n" : "");
	}

}
