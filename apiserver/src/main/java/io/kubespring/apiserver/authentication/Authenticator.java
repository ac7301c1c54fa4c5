package io.kubespring.apiserver.authentication;

import reactor.core.publisher.Mono;

/**
 * Finds out who calls. Beans of this type are asked in order; the first answer wins,
 * after {@code k8s.io/apiserver/pkg/authentication/request/union}.
 * <p>
 * Called on an event loop: implementations must not block. An answer that is at hand is
 * best given by {@link Mono#just}, which costs no subscription.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface Authenticator {

	/**
	 * Authenticate the sender of a request.
	 * @param request the request
	 * @return the user; empty for no opinion; an error for credentials that are refused,
	 * after which the remaining authenticators are still asked
	 */
	Mono<UserInfo> authenticate(AuthenticationRequest request);

	/**
	 * Name a header that this authenticator trusts and that user code must never see.
	 * @param name the header's name in lower case
	 * @return {@code true} to hide the header
	 */
	default boolean hides(String name) {
		return false;
	}

	/**
	 * Whether the sender of a request speaks for many callers over its connection, which
	 * therefore stays open when one of them could not be authenticated. Other connections
	 * of HTTP/2 are ended then. Asked only in that case; must not block.
	 * @param request the request
	 * @return {@code true} for a sender that proved to be such a one
	 */
	default boolean speaksForMany(AuthenticationRequest request) {
		return false;
	}

}
