package io.kubespring.apiserver.watchcache;

import java.util.Iterator;
import java.util.NoSuchElementException;

import io.kubespring.apiserver.codec.EncodedObject;
import org.jspecify.annotations.Nullable;

/**
 * Passes over objects that are not selected.
 */
final class SelectedIterator implements Iterator<EncodedObject> {

	private final Iterator<EncodedObject> objects;

	private final Selection selection;

	private @Nullable EncodedObject next;

	SelectedIterator(Iterator<EncodedObject> objects, Selection selection) {
		this.objects = objects;
		this.selection = selection;
	}

	@Override
	public boolean hasNext() {
		while (this.next == null && this.objects.hasNext()) {
			EncodedObject candidate = this.objects.next();
			if (this.selection.matches(candidate)) {
				this.next = candidate;
			}
		}
		return this.next != null;
	}

	@Override
	public EncodedObject next() {
		if (!hasNext() || this.next == null) {
			throw new NoSuchElementException();
		}
		EncodedObject object = this.next;
		this.next = null;
		return object;
	}

}
