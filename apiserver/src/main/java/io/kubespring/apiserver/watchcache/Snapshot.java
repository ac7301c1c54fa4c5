package io.kubespring.apiserver.watchcache;

import java.util.Iterator;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.storage.PersistentMap;
import org.jspecify.annotations.Nullable;

/**
 * All objects of a resource at one revision; immutable, cheap to hold.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class Snapshot {

	private final long revision;

	private final PersistentMap<EncodedObject> objects;

	Snapshot(long revision, PersistentMap<EncodedObject> objects) {
		this.revision = revision;
		this.objects = objects;
	}

	PersistentMap<EncodedObject> objects() {
		return this.objects;
	}

	/**
	 * The revision: every change up to it is in, none after it.
	 * @return the revision
	 */
	public long revision() {
		return this.revision;
	}

	/**
	 * Read one object.
	 * @param path its path within the resource
	 * @return the object, or {@code null} if it does not exist
	 */
	public @Nullable EncodedObject get(String path) {
		return this.objects.get(path);
	}

	/**
	 * The number of objects.
	 * @param pathPrefix {@code namespace/}, or empty for all
	 * @return the number
	 */
	public int count(String pathPrefix) {
		return this.objects.count(pathPrefix);
	}

	/**
	 * The objects in order.
	 * @param pathPrefix {@code namespace/}, or empty for all
	 * @param from the path to begin with, or {@code null} for the first
	 * @return the objects
	 */
	public Iterator<EncodedObject> iterate(String pathPrefix, @Nullable String from) {
		return this.objects.iterate(pathPrefix, from);
	}

}
