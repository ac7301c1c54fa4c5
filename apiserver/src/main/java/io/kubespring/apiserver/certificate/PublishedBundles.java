package io.kubespring.apiserver.certificate;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Shows what the cluster verifies this server with. Nothing blocks.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface PublishedBundles {

	/**
	 * Follow what is published.
	 * @return the present state, as soon as all of it was seen, then every change; never
	 * ending
	 */
	Flux<Published> follow();

	/**
	 * Read anew what is published.
	 * @return what is seen, with its problem if it cannot be seen
	 */
	Mono<Published> read();

}
