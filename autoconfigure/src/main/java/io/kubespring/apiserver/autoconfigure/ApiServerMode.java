package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.cluster.HostCluster;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Finds out whom the application serves.
 */
final class ApiServerMode {

	private ApiServerMode() {
	}

	static boolean isCluster(Environment environment) {
		String mode = environment.getProperty("apiserver.mode");
		if (StringUtils.hasText(mode)) {
			return mode.equalsIgnoreCase("cluster");
		}
		return HostCluster.isInCluster()
				|| StringUtils.hasText(environment.getProperty("apiserver.cluster.kubeconfig"));
	}

	/**
	 * Matches where the application extends a cluster.
	 */
	static final class OnCluster extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionMessage.Builder message = ConditionMessage.forCondition("API server mode");
			return isCluster(context.getEnvironment()) ? ConditionOutcome.match(message.foundExactly("cluster"))
					: ConditionOutcome.noMatch(message.foundExactly("standalone"));
		}

	}

	/**
	 * Matches where the application stands alone.
	 */
	static final class OnStandalone extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionMessage.Builder message = ConditionMessage.forCondition("API server mode");
			return isCluster(context.getEnvironment()) ? ConditionOutcome.noMatch(message.foundExactly("cluster"))
					: ConditionOutcome.match(message.foundExactly("standalone"));
		}

	}

}
