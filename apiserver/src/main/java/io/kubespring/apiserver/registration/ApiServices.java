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

	/**
	 * Read one object anew.
	 * @param name the name of the object
	 * @return the object, empty if there is none
	 */
	Mono<ObjectNode> read(String name);

	/**
	 * All objects, whosever they are.
	 * @return the objects
	 */
	Flux<ObjectNode> list();

	/**
	 * Set annotations of an object.
	 * @param name the name of the object
	 * @param annotation the name of the annotation
	 * @param value its value
	 * @return the object as it is now; an error if there is none
	 */
	Mono<ObjectNode> annotate(String name, String annotation, String value);

	/**
	 * Delete an object if it is still the one that is meant.
	 * @param object the object as it was seen
	 * @return completes when it is gone
	 */
	Mono<Void> delete(ObjectNode object);

	/**
	 * Whether a Service exists.
	 * @param service the Service
	 * @return {@code true} if it does, or if it may not be looked for
	 */
	Mono<Boolean> hasService(ServiceReference service);

}
