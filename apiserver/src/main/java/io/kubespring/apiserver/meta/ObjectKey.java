package io.kubespring.apiserver.meta;

/**
 * Identity of one object within its resource. The order of {@link #path()}, compared as
 * bytes, is the order of lists.
 *
 * @param namespace the namespace, empty for a cluster-scoped object
 * @param name the name
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ObjectKey(String namespace, String name) {

	/**
	 * The key below the resource's prefix in a store.
	 * @return {@code namespace/name}, or the name alone without a namespace
	 */
	public String path() {
		return this.namespace.isEmpty() ? this.name : this.namespace + "/" + this.name;
	}

	@Override
	public String toString() {
		return path();
	}

}
