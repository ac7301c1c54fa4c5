package io.kubespring.apiserver.server;

import java.time.Clock;

import io.kubespring.apiserver.authorization.Authorizer;
import io.kubespring.apiserver.impersonation.Impersonation;

/**
 * What the edge asks about what callers may: the one authorizer, put together from all
 * others, and whether they may be somebody else.
 *
 * @param authorizer the authorizer
 * @param impersonation lets callers act as somebody else
 * @author The kubespring authors
 * @since 0.1.0
 */
public record RequestAuthorization(Authorizer authorizer, Impersonation impersonation) {

	/**
	 * Create one whose callers may be somebody else if the authorizer says so, by all
	 * modes that the reference has.
	 * @param authorizer the authorizer
	 */
	public RequestAuthorization(Authorizer authorizer) {
		this(authorizer, new Impersonation(authorizer, true, Clock.systemUTC()));
	}

}
