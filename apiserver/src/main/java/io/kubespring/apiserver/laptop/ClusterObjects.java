package io.kubespring.apiserver.laptop;

import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects of the cluster by apiVersion, kind, namespace and name. Nothing blocks.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface ClusterObjects {

	/**
	 * Read an object.
	 * @param object the object that is meant
	 * @return the object as it is, empty if there is none
	 */
	Mono<ObjectNode> read(ObjectNode object);

	/**
	 * Create an object.
	 * @param object the object
	 * @return the object as it is now; an error if there is one already
	 */
	Mono<ObjectNode> create(ObjectNode object);

	/**
	 * Delete an object if it is still as it was seen.
	 * @param seen the object
	 * @return completes when it is gone; an error if it is not as it was any more
	 */
	Mono<Void> delete(ObjectNode seen);

}
