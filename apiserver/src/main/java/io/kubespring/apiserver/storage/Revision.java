package io.kubespring.apiserver.storage;

import org.jspecify.annotations.Nullable;

/**
 * One committed change of one key; without key a mark that all changes up to the revision
 * were sent.
 *
 * @param key the key, empty for a mark
 * @param revision the store-wide revision of the change
 * @param value the bytes after the change, never to be modified, or {@code null} for a
 * deletion
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Revision(String key, long revision, byte @Nullable [] value) {

	/**
	 * Mark that all changes up to a revision were sent.
	 * @param revision the revision
	 * @return the mark
	 */
	public static Revision progress(long revision) {
		return new Revision("", revision, null);
	}

	/**
	 * Whether this is a mark and no change.
	 * @return {@code true} for a mark
	 */
	public boolean isProgress() {
		return this.key.isEmpty();
	}

}
