package io.kubespring.docs;

import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.Authenticator;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Authorizer;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.authorization.Decision.Verdict;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Callers and permissions of an application's own.
 */
@Configuration(proxyBeanMethods = false)
class PartnerAccess {

	private static final Map<String, String> PARTNERS = Map.of("s3cret", "acme");

	@Bean
	Authenticator partners() {
		return (request) -> request.header("X-Partner-Key")
			.stream()
			.findFirst()
			.map(PARTNERS::get)
			.map((partner) -> Mono.just(new UserInfo(partner, "", List.of("partners"), Map.of())))
			.orElseGet(Mono::empty);
	}

	@Bean
	Authorizer partnersRead() {
		return (user, request) -> {
			if (!user.groups().contains("partners")) {
				return Mono.just(Decision.NO_OPINION);
			}
			boolean read = request.apiGroup().equals("shop.example.com") && request.verb().equals("list");
			return Mono.just(read ? Decision.ALLOW : new Decision(Verdict.DENY, "partners only list"));
		};
	}

}
