package io.kubespring.apiserver.storage;

import java.util.List;

/**
 * Part of a store's state at one revision.
 *
 * @param items the entries in the order of their keys, none of them deleted
 * @param revision the revision of the state that is shown
 * @param more whether further entries follow
 * @author The kubespring authors
 * @since 0.1.0
 */
public record RevisionPage(List<Revision> items, long revision, boolean more) {

}
