package io.kubespring.apiserver.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.BearerTokenAuthenticator;
import io.kubespring.apiserver.authentication.MutableClock;
import io.kubespring.apiserver.authentication.ReviewedTokens;
import io.kubespring.apiserver.authentication.TestRequest;
import io.kubespring.apiserver.authentication.UnionAuthenticator;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.SubjectAccessReviewAuthorizer;
import io.kubespring.apiserver.authorization.UnionAuthorizer;
import io.kubespring.apiserver.request.QueryParameters;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.request.RequestInfoParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The host cluster refuses connections for a minute of a clock that is moved.
 */
class HostAwayForAMinuteTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Duration TTL = Duration.ofSeconds(10);

	private final StandInHostApi host = StandInHostApi.start();

	private final MutableClock clock = new MutableClock();

	@TempDir
	private Path directory;

	@AfterEach
	void close() {
		this.host.close();
	}

	@Test
	void decisionsLastTenSecondsAndAllHeals() {
		try (HostCluster cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(this.directory))) {
			UnionAuthenticator authenticator = new UnionAuthenticator(List.of(new BearerTokenAuthenticator(
					new ReviewedTokens(new HostTokenReviewer(cluster, Schedulers.parallel()), TTL, this.clock))), true);
			UnionAuthorizer authorizer = new UnionAuthorizer(List.of(new SubjectAccessReviewAuthorizer(
					new HostSubjectAccessReviewer(cluster, Schedulers.parallel()), TTL, TTL, this.clock)));
			this.host.onTokenReview((spec) -> this.host.object()
				.put("authenticated", true)
				.set("user", this.host.object().put("username", "bob")));
			this.host.onSubjectAccessReview((spec) -> this.host.object().put("allowed", true));
			assertThat(name(authenticator)).isEqualTo("bob");
			assertThat(verdict(authorizer)).isEqualTo("ALLOW");
			this.host.fail((call) -> true, Integer.MAX_VALUE, 503);
			this.clock.advance(Duration.ofMillis(9999));
			assertThat(name(authenticator)).isEqualTo("bob");
			assertThat(verdict(authorizer)).isEqualTo("ALLOW");
			for (int second = 10; second < 60; second += 10) {
				this.clock.advance(Duration.ofSeconds(10));
				assertThat(name(authenticator)).isEqualTo("Unauthorized");
				assertThat(verdict(authorizer)).contains("fault on command");
			}
			this.host.recover();
			assertThat(name(authenticator)).isEqualTo("bob");
			assertThat(verdict(authorizer)).isEqualTo("ALLOW");
		}
	}

	private static String name(UnionAuthenticator authenticator) {
		return authenticator.authenticate(TestRequest.with().header("Authorization", "Bearer t"))
			.map(UserInfo::name)
			.onErrorResume((ex) -> Mono.just(String.valueOf(ex.getMessage())))
			.block(PATIENCE);
	}

	private static String verdict(UnionAuthorizer authorizer) {
		return authorizer.authorize(new UserInfo("bob", "", List.of(), Map.of()), info())
			.map((decision) -> decision.verdict().name())
			.onErrorResume((ex) -> Mono.just(String.valueOf(ex.getMessage())))
			.block(PATIENCE);
	}

	private static RequestInfo info() {
		return RequestInfoParser.parse("GET", "/apis/g.io/v1/foos", QueryParameters.parse(""));
	}

}
