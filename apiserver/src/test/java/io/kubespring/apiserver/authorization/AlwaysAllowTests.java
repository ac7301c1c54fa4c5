package io.kubespring.apiserver.authorization;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.QueryParameters;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.request.RequestInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AlwaysAllowTests {

	private final AlwaysAllowPathsAuthorizer probes = new AlwaysAllowPathsAuthorizer(
			List.of("/healthz", "/readyz", "/livez"));

	@ParameterizedTest
	@CsvSource({ "GET,/healthz", "GET,/livez", "GET,/readyz", "HEAD,/livez", "POST,/readyz", "OPTIONS,/healthz" })
	void allowsProbesToEverybody(String method, String path) {
		assertThat(decide(this.probes, request(method, path))).isEqualTo(Decision.ALLOW);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/healthz/ping", "/livez/", "//healthz", "/HEALTHZ", "/", "/apis/g/v1/healthz", "/version" })
	void hasNoOpinionAboutOtherPaths(String path) {
		assertThat(decide(this.probes, request("GET", path))).isEqualTo(Decision.NO_OPINION);
	}

	@Test
	void allowsWhatPrefixCovers() {
		Authorizer metrics = new AlwaysAllowPathsAuthorizer(List.of("/metrics/*"));
		assertThat(decide(metrics, request("GET", "/metrics/slis"))).isEqualTo(Decision.ALLOW);
		assertThat(decide(metrics, request("GET", "/metrics"))).isEqualTo(Decision.NO_OPINION);
		Authorizer everything = new AlwaysAllowPathsAuthorizer(List.of("*"));
		assertThat(decide(everything, request("GET", "/apis"))).isEqualTo(Decision.ALLOW);
		assertThat(decide(everything, request("GET", "/apis/g/v1/foos"))).isEqualTo(Decision.NO_OPINION);
	}

	@Test
	void refusesStarThatIsNotLast() {
		assertThatIllegalArgumentException().isThrownBy(() -> new AlwaysAllowPathsAuthorizer(List.of("/a*b")))
			.withMessage("only trailing * allowed in \"a*b\"");
	}

	@Test
	void allowsEverythingToMembersOfGroup() {
		Authorizer masters = new AlwaysAllowGroupsAuthorizer(Set.of("system:masters"));
		RequestInfo request = request("DELETE", "/apis/g/v1/foos");
		UserInfo admin = new UserInfo("admin", "", List.of("dev", "system:masters"), Map.of());
		assertThat(masters.authorize(admin, request).block()).isEqualTo(Decision.ALLOW);
		assertThat(decide(masters, request)).isEqualTo(Decision.NO_OPINION);
	}

	private static Decision decide(Authorizer authorizer, RequestInfo request) {
		Decision decision = authorizer.authorize(UserInfo.ANONYMOUS, request).block();
		assertThat(decision).isNotNull();
		return decision;
	}

	private static RequestInfo request(String method, String path) {
		return RequestInfoParser.parse(method, path, QueryParameters.parse(""));
	}

}
