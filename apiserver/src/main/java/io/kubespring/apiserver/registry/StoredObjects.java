package io.kubespring.apiserver.registry;

import java.util.Objects;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.Storable;
import io.kubespring.apiserver.codec.StoredForm;
import io.kubespring.apiserver.storage.Change;
import io.kubespring.apiserver.storage.Store;
import io.kubespring.apiserver.watchcache.WatchCache;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of one resource as its write path sees them: read from the cache, which may
 * lag, or from the store; compared and set in the store. Blocks; not for event loops
 * unless the store is in memory.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class StoredObjects {

	private final Store store;

	private final WatchCache cache;

	private final String prefix;

	private final StoredForm form;

	/**
	 * Create a view of a resource's objects.
	 * @param store the store
	 * @param cache the cache that follows the resource
	 * @param prefix the prefix of the resource's keys, ends with a slash
	 */
	public StoredObjects(Store store, WatchCache cache, String prefix) {
		this(store, cache, prefix, StoredForm.PLAIN);
	}

	/**
	 * Create a view of a resource's objects that are stored in a form of their own.
	 * @param store the store
	 * @param cache the cache that follows the resource
	 * @param prefix the prefix of the resource's keys, ends with a slash
	 * @param form how the objects are stored
	 */
	public StoredObjects(Store store, WatchCache cache, String prefix, StoredForm form) {
		this.store = store;
		this.cache = cache;
		this.prefix = prefix;
		this.form = form;
	}

	/**
	 * Read an object, perhaps not in its latest state: whoever writes on top finds out by
	 * the revision.
	 * @param path the object's path within the resource
	 * @return the object, or {@code null} if it does not exist
	 */
	public @Nullable EncodedObject read(String path) {
		EncodedObject cached = this.cache.isReady() ? this.cache.snapshot().get(path) : null;
		return (cached != null) ? cached : readLatest(path);
	}

	/**
	 * Read an object in its latest state.
	 * @param path the object's path within the resource
	 * @return the object, or {@code null} if it does not exist
	 */
	public @Nullable EncodedObject readLatest(String path) {
		return this.store.get(this.prefix + path)
			.map((revision) -> this.form.decode(revision.revision(),
					Objects.requireNonNull(revision.value(), "a stored revision has a value")))
			.block();
	}

	/**
	 * Make the bytes to store of an object.
	 * @param object the object without resource version, not modified
	 * @return the bytes, and what will be read of them
	 */
	public Storable encode(ObjectNode object) {
		return this.form.encode(object);
	}

	/**
	 * Change an object.
	 * @param path the object's path within the resource
	 * @param expectedRevision the revision it must be at, 0 if it must not exist
	 * @param object the new state, or {@code null} to remove the object
	 * @return the revision of the change
	 * @throws io.kubespring.apiserver.storage.ConflictException if it is at another
	 * revision
	 */
	public long append(String path, long expectedRevision, @Nullable Storable object) {
		byte[] stored = (object != null) ? object.stored() : null;
		Mono<Long> appended = this.store.append(new Change(this.prefix + path, expectedRevision, stored));
		return Objects.requireNonNull(appended.block(), "a store answers with a revision");
	}

	/**
	 * The object as the cache took it in, so that nobody decodes it twice.
	 * @param path the object's path within the resource
	 * @param revision the revision that was written
	 * @return the object, or {@code null} if the cache is not there yet or already
	 * further
	 */
	public @Nullable EncodedObject seen(String path, long revision) {
		EncodedObject cached = this.cache.snapshot().get(path);
		return (cached != null && cached.revision() == revision) ? cached : null;
	}

}
