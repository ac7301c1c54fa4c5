package io.kubespring.apiserver.endpoint;

import io.kubespring.apiserver.request.QueryParameters;
import io.kubespring.apiserver.request.RequestInfoParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SubresourcePathTests {

	@ParameterizedTest
	@CsvSource({ "echo,/", "echo/,/", "echo//,/", "echo/x,/x", "echo/x/,/x/", "echo/x//,/x/", "echo/x/y,/x/y",
			"echo//y,/y", "echo/x//y,/x//y", "echo/x%20y,/x%20y", "echo/x%2Fy/z,/x%2Fy/z", "echo%2Fx/y,/x/y",
			"echo/%2fy,/%2fy", "echo/a/echo/b,/a/echo/b" })
	void pathIsWhatFollowsTheSubresource(String behind, String expected) {
		for (String parent : new String[] { "/apis/g/v1/namespaces/ns/widgets/a/", "/apis/g/v1/gadgets/a/" }) {
			String path = parent + behind;
			assertThat(SubresourcePath.of(path, RequestInfoParser.parse("GET", path, QueryParameters.NONE)))
				.isEqualTo(expected);
		}
	}

}
