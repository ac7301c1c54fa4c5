package io.kubespring.apiserver.server;

import io.kubespring.apiserver.authentication.Authenticator;
import io.kubespring.apiserver.impersonation.Impersonation;
import org.jspecify.annotations.Nullable;

/**
 * How the edge knows its callers: the one authenticator that it asks, put together from
 * all others, and how user code learns of them besides the request's context.
 *
 * @param authenticator the authenticator
 * @param callerContext tells user code of the caller, {@code null} for not at all
 * @author The kubespring authors
 * @since 0.1.0
 */
public record RequestAuthentication(Authenticator authenticator, @Nullable CallerContext callerContext) {

	/**
	 * Create one that tells user code of callers by the request's context only.
	 * @param authenticator the authenticator
	 */
	public RequestAuthentication(Authenticator authenticator) {
		this(authenticator, null);
	}

	/**
	 * Whether a header says who calls, or whom the caller wants to be, which user code
	 * must never see.
	 */
	boolean hides(String name) {
		return Impersonation.hides(name) || this.authenticator.hides(name);
	}

}
