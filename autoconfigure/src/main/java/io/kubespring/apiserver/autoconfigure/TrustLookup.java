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
		boolean skipped = environment.getProperty(PREFIX + "skip-lookup", Boolean.class, false);
		boolean files = isSet(environment, "client-ca-file") && isSet(environment, "request-header.client-ca-file");
		ConditionMessage.Builder message = ConditionMessage.forCondition("Lookup of trust");
		return (skipped || files)
				? ConditionOutcome.noMatch(message.because(skipped ? "it is skipped" : "files say all"))
				: ConditionOutcome.match(message.because("the host cluster knows whom to trust"));
	}

	private static boolean isSet(Environment environment, String name) {
		return StringUtils.hasText(environment.getProperty(PREFIX + name));
	}

}
