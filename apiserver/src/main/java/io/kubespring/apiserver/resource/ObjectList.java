package io.kubespring.apiserver.resource;

import java.util.List;

import io.kubernetes.client.common.KubernetesObject;

/**
 * Objects that answer a list, with the resource version they show; immutable.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ObjectList<T extends KubernetesObject> {

	private final List<T> items;

	private final String resourceVersion;

	private ObjectList(List<T> items, String resourceVersion) {
		this.items = List.copyOf(items);
		this.resourceVersion = resourceVersion;
	}

	/**
	 * A list without resource version.
	 * @param <T> the type of the objects
	 * @param items the objects
	 * @return the list
	 */
	public static <T extends KubernetesObject> ObjectList<T> of(List<T> items) {
		return new ObjectList<>(items, "");
	}

	/**
	 * This list as of a resource version.
	 * @param resourceVersion the resource version
	 * @return the list
	 */
	public ObjectList<T> withResourceVersion(String resourceVersion) {
		return new ObjectList<>(this.items, resourceVersion);
	}

	/**
	 * The objects.
	 * @return the objects in order
	 */
	public List<T> items() {
		return this.items;
	}

	/**
	 * The resource version.
	 * @return the resource version, may be empty
	 */
	public String resourceVersion() {
		return this.resourceVersion;
	}

}
