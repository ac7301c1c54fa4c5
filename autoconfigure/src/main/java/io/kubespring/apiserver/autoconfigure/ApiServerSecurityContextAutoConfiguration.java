package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.server.CallerContext;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;

/**
 * Auto-configuration of Spring Security's reactive context, where Spring Security is:
 * user code finds the verified caller in it. The API never reads it.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(before = ApiServerAutoConfiguration.class)
@ConditionalOnClass(ReactiveSecurityContextHolder.class)
@ConditionalOnBean(annotation = ApiResource.class)
public final class ApiServerSecurityContextAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CallerContext apiServerCallerContext() {
		return new SecurityContextOfCaller();
	}

}
