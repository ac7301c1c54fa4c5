package io.kubespring.apiserver.storage;

import java.util.List;

/**
 * Part of a store's state at one revision.
 *
 * @param items the entries in the order of their keys, none of them deleted
 * @param revision the revision of the state that is shown
 * @param remaining the number of entries of the prefix that follow
 * @author The kubespring authors
 * @since 0.1.0
 */
public record RevisionPage(List<Revision> items, long revision, long remaining) {

	/**
	 * Whether further entries follow.
	 * @return {@code true} if they do
	 */
	public boolean more() {
		return this.remaining > 0;
	}

}
