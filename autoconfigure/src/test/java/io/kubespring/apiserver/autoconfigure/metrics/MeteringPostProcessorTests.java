package io.kubespring.apiserver.autoconfigure.metrics;

import java.time.Clock;

import io.kubespring.apiserver.authentication.AuthenticationRequest;
import io.kubespring.apiserver.authentication.Authenticator;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Authorizer;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.impersonation.Impersonation;
import io.kubespring.apiserver.server.CallerContext;
import io.kubespring.apiserver.server.RequestAuthentication;
import io.kubespring.apiserver.server.RequestAuthorization;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Counting changes nothing of what is counted.
 */
class MeteringPostProcessorTests {

	private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

	private final MeteringPostProcessor processor;

	MeteringPostProcessorTests() {
		this.beans.addBean("registry", new SimpleMeterRegistry());
		this.processor = new MeteringPostProcessor(this.beans.getBeanProvider(MeterRegistry.class));
	}

	@Test
	void authenticationKeepsAllThatItSays() {
		AuthenticationRequest request = mock(AuthenticationRequest.class);
		CallerContext context = mock(CallerContext.class);
		RequestAuthentication metered = (RequestAuthentication) this.processor
			.postProcessAfterInitialization(new RequestAuthentication(new Said(), context), "authentication");
		assertThat(metered.callerContext()).isSameAs(context);
		assertThat(metered.authenticator()).isInstanceOf(MeteredAuthenticator.class);
		assertThat(metered.authenticator().hides("x-own")).isTrue();
		assertThat(metered.authenticator().hides("x-other")).isFalse();
		assertThat(metered.authenticator().speaksForMany(request)).isTrue();
	}

	@Test
	void authorizationKeepsItsImpersonation() {
		Authorizer authorizer = (user, request) -> Mono.just(Decision.ALLOW);
		Impersonation impersonation = new Impersonation(authorizer, false, Clock.systemUTC());
		RequestAuthorization metered = (RequestAuthorization) this.processor
			.postProcessAfterInitialization(new RequestAuthorization(authorizer, impersonation), "authorization");
		assertThat(metered.authorizer()).isInstanceOf(MeteredAuthorizer.class);
		assertThat(metered.impersonation()).isSameAs(impersonation);
	}

	private static final class Said implements Authenticator {

		@Override
		public Mono<UserInfo> authenticate(AuthenticationRequest request) {
			return Mono.just(UserInfo.ANONYMOUS);
		}

		@Override
		public boolean hides(String name) {
			return name.equals("x-own");
		}

		@Override
		public boolean speaksForMany(AuthenticationRequest request) {
			return true;
		}

	}

}
