package io.kubespring.apiserver.authorization;

/**
 * An {@link Authorizer}'s answer.
 *
 * @param verdict the verdict
 * @param reason why, may be empty
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Decision(Verdict verdict, String reason) {

	/**
	 * The request is allowed, without further reason.
	 */
	public static final Decision ALLOW = new Decision(Verdict.ALLOW, "");

	/**
	 * Nothing is known about the request.
	 */
	public static final Decision NO_OPINION = new Decision(Verdict.NO_OPINION, "");

	/**
	 * What an authorizer can say.
	 */
	public enum Verdict {

		/**
		 * The request is allowed.
		 */
		ALLOW,
		/**
		 * The request is forbidden whatever others say.
		 */
		DENY,
		/**
		 * Others may decide.
		 */
		NO_OPINION

	}

}
