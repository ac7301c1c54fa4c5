package io.kubespring.apiserver.resource;

import java.util.List;

import io.kubernetes.client.common.KubernetesObject;
import org.jspecify.annotations.Nullable;

/**
 * Objects that answer a list, or one page of it, with the resource version they show;
 * immutable.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ObjectList<T extends KubernetesObject> {

	private final List<T> items;

	private final String resourceVersion;

	private final String continueToken;

	private final @Nullable Long remainingItemCount;

	private ObjectList(List<T> items, String resourceVersion, String continueToken, @Nullable Long remainingItemCount) {
		this.items = List.copyOf(items);
		this.resourceVersion = resourceVersion;
		this.continueToken = continueToken;
		this.remainingItemCount = remainingItemCount;
	}

	/**
	 * A list without resource version.
	 * @param <T> the type of the objects
	 * @param items the objects
	 * @return the list
	 */
	public static <T extends KubernetesObject> ObjectList<T> of(List<T> items) {
		return new ObjectList<>(items, "", "", null);
	}

	/**
	 * This list as of a resource version.
	 * @param resourceVersion the resource version
	 * @return the list
	 */
	public ObjectList<T> withResourceVersion(String resourceVersion) {
		return new ObjectList<>(this.items, resourceVersion, this.continueToken, this.remainingItemCount);
	}

	/**
	 * This list as a page that others follow.
	 * @param continueToken what the client has to send as
	 * {@link io.kubespring.apiserver.meta.ListOptions#continueToken()} to get the next
	 * page; at the bean's choice, empty on the last page
	 * @param remainingItemCount the number of objects on the pages to come, {@code null}
	 * if it is not known
	 * @return the list
	 */
	public ObjectList<T> withContinue(String continueToken, @Nullable Long remainingItemCount) {
		return new ObjectList<>(this.items, this.resourceVersion, continueToken, remainingItemCount);
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

	/**
	 * The token of the next page.
	 * @return the token, empty on the last page
	 */
	public String continueToken() {
		return this.continueToken;
	}

	/**
	 * The number of objects on the pages to come.
	 * @return the number, or {@code null} if it is not known
	 */
	public @Nullable Long remainingItemCount() {
		return this.remainingItemCount;
	}

}
