package io.kubespring.apiserver.negotiation;

import java.util.List;

/**
 * Whether JSON is indented: as the query says, else for programs that people look at,
 * after {@code isPrettyPrint} of {@code k8s.io/apiserver}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class PrettyRule {

	private static final List<String> TRUTHS = List.of("1", "t", "T", "TRUE", "true", "True");

	private PrettyRule() {
	}

	/**
	 * Decide.
	 * @param parameter the query's {@code pretty}, empty without one
	 * @param userAgent the client's name for itself, empty without one
	 * @return {@code true} to indent
	 */
	public static boolean applies(String parameter, String userAgent) {
		if (!parameter.isEmpty()) {
			return TRUTHS.contains(parameter);
		}
		return userAgent.startsWith("curl") || userAgent.startsWith("Wget") || userAgent.startsWith("Mozilla/5.0");
	}

}
