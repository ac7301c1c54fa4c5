package io.kubespring.apiserver.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches where the host cluster is asked whom to trust: unless that is switched off, or
 * files say all.
 */
final class TrustLookup extends SpringBootCondition {

	private static final String PREFIX = "apiserver.authentication.";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		boolean skipped = isSkipped(environment);
		ConditionMessage.Builder message = ConditionMessage.forCondition("Lookup of trust");
		return !isWanted(environment)
				? ConditionOutcome.noMatch(message.because(skipped ? "it is skipped" : "files say all"))
				: ConditionOutcome.match(message.because("the host cluster knows whom to trust"));
	}

	/**
	 * Whether the host cluster is asked.
	 */
	static boolean isWanted(Environment environment) {
		return !isSkipped(environment) && !isSaidByFiles(environment);
	}

	private static boolean isSkipped(Environment environment) {
		return environment.getProperty(PREFIX + "skip-lookup", Boolean.class, false);
	}

	private static boolean isSaidByFiles(Environment environment) {
		return isSet(environment, "client-ca-file") && isSet(environment, "request-header.client-ca-file");
	}

	private static boolean isSet(Environment environment, String name) {
		return StringUtils.hasText(environment.getProperty(PREFIX + name));
	}

}
