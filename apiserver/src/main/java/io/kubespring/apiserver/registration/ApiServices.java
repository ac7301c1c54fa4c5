package io.kubespring.apiserver.registration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * The APIService objects of the cluster. Nothing blocks.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface ApiServices {

	/**
	 * Follow one object: its present state, then every change. Connection losses are
	 * mended inside and shown as failures between the states.
	 * @param name the name of the object
	 * @return what is seen, never ending
	 */
	Flux<ApiServiceObservation> follow(String name);

	/**
	 * Apply an object on the server's side, taking over the fields from whoever owned
	 * them.
	 * @param object the object with its name
	 * @return the object as it is now
	 */
	Mono<ObjectNode> apply(ObjectNode object);

}
