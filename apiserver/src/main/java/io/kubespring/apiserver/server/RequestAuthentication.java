package io.kubespring.apiserver.server;

import io.kubespring.apiserver.authentication.Authenticator;

/**
 * The one authenticator that the edge asks, put together from all others.
 *
 * @param authenticator the authenticator
 * @author The kubespring authors
 * @since 0.1.0
 */
public record RequestAuthentication(Authenticator authenticator) {

}
