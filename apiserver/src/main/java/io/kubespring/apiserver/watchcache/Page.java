package io.kubespring.apiserver.watchcache;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

import io.kubespring.apiserver.codec.EncodedObject;
import org.jspecify.annotations.Nullable;

/**
 * Part of a resource's state at one revision.
 *
 * @param revision the revision
 * @param objects begins an iteration over the objects in order
 * @param next the first path that the next page may show, or {@code null} if nothing
 * remains
 * @param remaining the number of objects that remain, selected or not; only known for
 * pages without selection
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Page(long revision, Supplier<Iterator<EncodedObject>> objects, @Nullable String next, long remaining) {

	static Page last(long revision, Supplier<Iterator<EncodedObject>> objects) {
		return new Page(revision, objects, null, 0);
	}

	static Page of(long revision, List<EncodedObject> objects, boolean more) {
		return new Page(revision, objects::iterator, more ? behind(objects.get(objects.size() - 1).path()) : null, 0);
	}

	/**
	 * The least path greater than a path.
	 */
	static String behind(String path) {
		return path + '\0';
	}

}
