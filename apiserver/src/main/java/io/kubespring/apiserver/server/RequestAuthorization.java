package io.kubespring.apiserver.server;

import io.kubespring.apiserver.authorization.Authorizer;

/**
 * The one authorizer that the edge asks, put together from all others.
 *
 * @param authorizer the authorizer
 * @author The kubespring authors
 * @since 0.1.0
 */
public record RequestAuthorization(Authorizer authorizer) {

}
