package io.kubespring.apiserver.meta;

import org.jspecify.annotations.Nullable;

/**
 * What must hold for a deletion to go on.
 *
 * @param uid the uid the object must have, or {@code null}
 * @param resourceVersion the resource version the object must have, or {@code null}
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Preconditions(@Nullable String uid, @Nullable String resourceVersion) {

	/**
	 * Preconditions that always hold.
	 */
	public static final Preconditions NONE = new Preconditions(null, null);

}
