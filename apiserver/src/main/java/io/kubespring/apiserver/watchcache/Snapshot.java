package io.kubespring.apiserver.watchcache;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

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
	 * Some of the objects. Costs what the page holds, and with a selection what is looked
	 * at until it is full, whatever the number of objects.
	 * @param request which
	 * @return the page
	 */
	public Page page(PageRequest request) {
		if (request.single() != null) {
			EncodedObject object = get(request.single());
			boolean shown = object != null && request.selection().matches(object);
			List<EncodedObject> one = (object != null && shown) ? List.of(object) : List.of();
			return Page.last(this.revision, one::iterator);
		}
		if (request.limit() <= 0) {
			return Page.last(this.revision, () -> select(request));
		}
		return request.selectsAll() ? counted(request) : selected(request);
	}

	private Page counted(PageRequest request) {
		int present = this.objects.count(request.pathPrefix(), request.from());
		if (present <= request.limit()) {
			return Page.last(this.revision, () -> select(request));
		}
		String from = (request.from() != null && request.from().compareTo(request.pathPrefix()) > 0) ? request.from()
				: request.pathPrefix();
		int limit = (int) request.limit();
		String last = this.objects.at(this.objects.rank(from) + limit - 1).path();
		return new Page(this.revision, () -> new LimitedIterator<>(select(request), limit), Page.behind(last),
				present - limit);
	}

	private Page selected(PageRequest request) {
		List<EncodedObject> found = new ArrayList<>();
		Iterator<EncodedObject> all = iterate(request.pathPrefix(), request.from());
		while (all.hasNext() && found.size() < request.limit()) {
			EncodedObject object = all.next();
			if (request.selection().matches(object)) {
				found.add(object);
			}
		}
		return Page.of(this.revision, found, all.hasNext());
	}

	private Iterator<EncodedObject> select(PageRequest request) {
		Iterator<EncodedObject> all = iterate(request.pathPrefix(), request.from());
		return request.selectsAll() ? all : new SelectedIterator(all, request.selection());
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
