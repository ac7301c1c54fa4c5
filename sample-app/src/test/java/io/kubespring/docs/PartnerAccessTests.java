package io.kubespring.docs;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.AuthenticationRequest;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.request.QueryParameters;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.request.RequestInfoParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartnerAccessTests {

	private static final UserInfo ACME = new UserInfo("acme", "", List.of("partners"), Map.of());

	private static final UserInfo BOB = new UserInfo("bob", "", List.of("clerks"), Map.of());

	private final PartnerAccess access = new PartnerAccess();

	@Test
	void partnerIsKnownByItsKey() {
		assertThat(authenticate("s3cret")).isEqualTo(ACME);
		assertThat(authenticate("guessed")).isNull();
		assertThat(authenticate(null)).isNull();
	}

	@Test
	void partnersOnlyList() {
		assertThat(decide(ACME, "GET")).isEqualTo(Decision.ALLOW);
		assertThat(decide(ACME, "POST")).isEqualTo(new Decision(Decision.Verdict.DENY, "partners only list"));
		assertThat(decide(BOB, "POST")).isEqualTo(Decision.NO_OPINION);
	}

	private @Nullable UserInfo authenticate(@Nullable String key) {
		return this.access.partners().authenticate(new AuthenticationRequest() {

			@Override
			public List<String> header(String name) {
				return (key != null) ? List.of(key) : List.of();
			}

			@Override
			public Map<String, List<String>> headers() {
				return Map.of("X-Partner-Key", header("X-Partner-Key"));
			}

			@Override
			public List<X509Certificate> peerCertificates() {
				return List.of();
			}

		}).block();
	}

	private @Nullable Decision decide(UserInfo user, String method) {
		RequestInfo request = RequestInfoParser.parse(method, "/apis/shop.example.com/v1/namespaces/default/orders",
				QueryParameters.NONE);
		return this.access.partnersRead().authorize(user, request).block();
	}

}
