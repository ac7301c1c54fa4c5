package io.kubespring.apiserver.watchcache;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The first elements of an iteration.
 *
 * @param <T> the type of the elements
 */
final class LimitedIterator<T> implements Iterator<T> {

	private final Iterator<T> elements;

	private long left;

	LimitedIterator(Iterator<T> elements, long limit) {
		this.elements = elements;
		this.left = limit;
	}

	@Override
	public boolean hasNext() {
		return this.left > 0 && this.elements.hasNext();
	}

	@Override
	public T next() {
		if (this.left <= 0) {
			throw new NoSuchElementException();
		}
		this.left--;
		return this.elements.next();
	}

}
