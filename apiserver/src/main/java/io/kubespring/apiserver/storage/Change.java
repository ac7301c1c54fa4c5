package io.kubespring.apiserver.storage;

import org.jspecify.annotations.Nullable;

/**
 * A change that a {@link Store} makes if the key is still at the expected revision.
 *
 * @param key the key, {@code /group/resource/namespace/name}
 * @param expectedRevision the revision of the key's last change, 0 if it must not exist
 * @param value the new bytes, owned by the store from now on, or {@code null} to delete
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Change(String key, long expectedRevision, byte @Nullable [] value) {

}
