package io.kubespring.apiserver.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.UnionAuthenticator;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Decision;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What handlers of the application behind guarded paths see of a request.
 */
class GuardedApplicationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final UserInfo ALICE = new UserInfo("alice", "", List.of(), Map.of());

	private final List<ServerHttpRequest> seen = new ArrayList<>();

	private final ApiHttpHandler handler = new ApiHttpHandler(new ServerFixture().server,
			new RequestAuthentication(new UnionAuthenticator(List.of((request) -> Mono.just(ALICE)), true)),
			new RequestAuthorization((user, request) -> Mono.just(Decision.ALLOW)),
			new ServerState(List.of(), List.of(), List.of(), false), List::of,
			new PathClaims(List.of("/actuator"), () -> true), (request, response) -> {
				this.seen.add(request);
				return Mono.empty();
			});

	@Test
	void credentialsOfCallersAreTakenOut() {
		this.handler
			.handle(new ServerHttpRequestDecorator(MockServerHttpRequest.get("/actuator/env")
				.header("Authorization", "Basic x")
				.header("X-Remote-User", "root")
				.header("x-remote-group", "system:masters")
				.header("X-Remote-Uid", "0")
				.header("X-Remote-Extra-Scope", "s")
				.header("Sec-WebSocket-Protocol", "base64url.bearer.authorization.k8s.io.dG9r, v4")
				.header("X-Own", "kept")
				.build()), new MockServerHttpResponse())
			.block(PATIENCE);
		assertThat(this.seen).singleElement().satisfies((request) -> {
			assertThat(request.getHeaders().headerNames()).containsExactlyInAnyOrder("Sec-WebSocket-Protocol", "X-Own");
			assertThat(request.getHeaders().get("Sec-WebSocket-Protocol")).containsExactly("v4");
		});
	}

}
