package io.kubespring.apiserver.autoconfigure.metrics;

import io.kubespring.apiserver.server.RequestAuthentication;
import io.kubespring.apiserver.server.RequestAuthorization;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts meters around what decides who is let in.
 */
final class MeteringPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<MeterRegistry> registry;

	MeteringPostProcessor(ObjectProvider<MeterRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof RequestAuthentication authentication) {
			return new RequestAuthentication(
					new MeteredAuthenticator(authentication.authenticator(), this.registry.getObject()),
					authentication.callerContext());
		}
		if (bean instanceof RequestAuthorization authorization) {
			return new RequestAuthorization(
					new MeteredAuthorizer(authorization.authorizer(), this.registry.getObject()),
					authorization.impersonation());
		}
		return bean;
	}

}
