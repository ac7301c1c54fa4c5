package io.kubespring.apiserver.installation;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Rights that belong together, because one feature needs them.
 *
 * @param name what the role or binding is called, behind the application's name
 * @param purpose what the application does with them, as a sentence
 * @param namespace where they hold, {@code null} for everywhere
 * @param existingRole the role that every cluster has and that only has to be bound,
 * {@code null} if the role is made
 * @param rules the rights
 * @param required whether the application does not do its work without them
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Grant(String name, String purpose, @Nullable String namespace, @Nullable String existingRole,
		List<PolicyRule> rules, boolean required) {

	public Grant {
		rules = List.copyOf(rules);
	}

}
