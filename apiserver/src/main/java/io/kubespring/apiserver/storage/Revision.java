package io.kubespring.apiserver.storage;

import org.jspecify.annotations.Nullable;

/**
 * One committed change of one key.
 *
 * @param key the key
 * @param revision the store-wide revision of the change
 * @param value the bytes after the change, never to be modified, or {@code null} for a
 * deletion
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Revision(String key, long revision, byte @Nullable [] value) {

}
