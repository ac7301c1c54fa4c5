package io.kubespring.apiserver.certificate;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The certificates of authorities with which a cluster verifies this server, as PEM.
 * Nothing blocks.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface CaBundles {

	/**
	 * The certificates, as often as they change.
	 * @return the contents, never ending; nothing is sent while they are unknown
	 */
	Flux<String> contents();

	/**
	 * The certificates as they are now, read anew: to be asked before they are published,
	 * so that nobody publishes what was true a while ago over what is true now.
	 * @return the content, empty if it is unknown
	 */
	Mono<String> current();

	/**
	 * Whether all replicas read the same, so that none of them can be wrong about it.
	 * @return {@code true} if they do, {@code false} by default
	 */
	default boolean isShared() {
		return false;
	}

}
