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
	static final class OnCluster extends OnMode {

		OnCluster() {
			super(true);
		}

	}

	/**
	 * Matches where the application stands alone.
	 */
	static final class OnStandalone extends OnMode {

		OnStandalone() {
			super(false);
		}

	}

	private abstract static class OnMode extends SpringBootCondition {

		private final boolean cluster;

		OnMode(boolean cluster) {
			this.cluster = cluster;
		}

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			boolean found = isCluster(context.getEnvironment());
			return new ConditionOutcome(found == this.cluster,
					ConditionMessage.forCondition("API server mode").foundExactly(found ? "cluster" : "standalone"));
		}

	}

}
