package io.kubespring.apiserver.resource;

/**
 * Whether objects of a kind live in namespaces.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public enum Scope {

	/**
	 * Objects belong to a namespace.
	 */
	NAMESPACED,
	/**
	 * Objects belong to the cluster.
	 */
	CLUSTER

}
