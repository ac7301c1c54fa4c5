package io.kubespring.apiserver.registry;

import java.util.Iterator;
import java.util.function.Supplier;

import io.kubespring.apiserver.codec.EncodedObject;
import org.jspecify.annotations.Nullable;

/**
 * Objects that answer a list, or one page of it; iterating does no more work than is
 * asked for.
 *
 * @param resourceVersion the resource version that is shown, may be empty
 * @param continueToken the token of the next page, empty on the last
 * @param remainingItemCount the number of objects on the pages to come, {@code null} if
 * it is not told
 * @param objects begins an iteration over the objects in order
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ObjectSlice(String resourceVersion, String continueToken, @Nullable Long remainingItemCount,
		Supplier<Iterator<EncodedObject>> objects) {

	/**
	 * All objects that were asked for.
	 * @param resourceVersion the resource version that is shown, may be empty
	 * @param objects begins an iteration over the objects in order
	 */
	public ObjectSlice(String resourceVersion, Supplier<Iterator<EncodedObject>> objects) {
		this(resourceVersion, "", null, objects);
	}

	/**
	 * The same page with other objects on it.
	 * @param objects begins an iteration over the objects in order
	 * @return the page
	 */
	public ObjectSlice withObjects(Supplier<Iterator<EncodedObject>> objects) {
		return new ObjectSlice(this.resourceVersion, this.continueToken, this.remainingItemCount, objects);
	}

}
