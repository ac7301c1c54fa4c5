package io.kubespring.apiserver.storage;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A log of keys, revisions and bytes, shared by all stored kinds. One counter numbers all
 * changes of a store; a revision becomes visible only when no smaller one can still be
 * committed. No method blocks. Every implementation passes the contract tests of the test
 * jar.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface Store {

	/**
	 * Make a change if the key is at the expected revision.
	 * @param change the change
	 * @return the revision of the change; a {@link ConflictException} if the key is at
	 * another revision
	 */
	Mono<Long> append(Change change);

	/**
	 * Read the latest state of a key, linearizable.
	 * @param key the key
	 * @return the last change, empty if the key does not exist
	 */
	Mono<Revision> get(String key);

	/**
	 * Read all keys with a prefix at one revision.
	 * @param prefix the prefix, ends with a slash
	 * @param atRevision the revision to show, 0 for the latest
	 * @param startKey the first key to show, or {@code null} for the first of the prefix
	 * @param limit the most entries to show, 0 for all
	 * @return the entries, with the number of those behind; a {@link CompactedException}
	 * if the revision is older than the history that is kept
	 */
	Mono<RevisionPage> list(String prefix, long atRevision, @Nullable String startKey, int limit);

	/**
	 * Follow all changes of keys with a prefix. Signals come in the order of revisions,
	 * each once, without gaps, and heed demand. Among them are marks of progress: after a
	 * change of other keys one tells that nothing was missed, at the latest when somebody
	 * asked for {@link #currentRevision()}.
	 * @param prefix the prefix, ends with a slash
	 * @param after the revision after which to begin
	 * @return the changes; ends with a {@link CompactedException} when the next change is
	 * no longer kept
	 */
	Flux<Revision> follow(String prefix, long after);

	/**
	 * The revision of the latest change, linearizable: every change that was acknowledged
	 * before the call is at or below it.
	 * @return the revision, at least 1
	 */
	Mono<Long> currentRevision();

	/**
	 * The smallest revision after which {@link #follow} can begin.
	 * @return the revision
	 */
	long horizon();

	/**
	 * The revision with which this life of a store in memory began. A revision below it
	 * is of another life or replica.
	 * @return the first revision, 0 for a store that outlives its processes
	 */
	default long epoch() {
		return 0;
	}

}
