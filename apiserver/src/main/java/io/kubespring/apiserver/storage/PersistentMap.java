package io.kubespring.apiserver.storage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map from texts: changes make a new map that shares all but a path
 * with the old one, so that holding an old state is cheap. A height-balanced tree whose
 * nodes know their size.
 *
 * @param <V> the type of the values
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class PersistentMap<V> {

	private static final PersistentMap<?> EMPTY = new PersistentMap<>(null);

	/**
	 * A node's two numbers and four references, and its header.
	 */
	private static final int NODE_BYTES = 40;

	private final @Nullable Node<V> root;

	private PersistentMap(@Nullable Node<V> root) {
		this.root = root;
	}

	/**
	 * The map without entries.
	 * @param <V> the type of the values
	 * @return the map
	 */
	@SuppressWarnings("unchecked")
	public static <V> PersistentMap<V> empty() {
		return (PersistentMap<V>) EMPTY;
	}

	/**
	 * The number of entries.
	 * @return the number
	 */
	public int size() {
		return size(this.root);
	}

	/**
	 * What this map keeps in memory besides the map that it was made of by one change:
	 * the path to the change.
	 * @return the bytes, about
	 */
	public int pathBytes() {
		return (height(this.root) + 1) * NODE_BYTES;
	}

	/**
	 * Look a key up.
	 * @param key the key
	 * @return its value, or {@code null} without one
	 */
	public @Nullable V get(String key) {
		Node<V> node = this.root;
		while (node != null) {
			int order = key.compareTo(node.key);
			if (order == 0) {
				return node.value;
			}
			node = (order < 0) ? node.left : node.right;
		}
		return null;
	}

	/**
	 * This map with an entry more, or another value for a key.
	 * @param key the key
	 * @param value the value
	 * @return the map
	 */
	public PersistentMap<V> put(String key, V value) {
		return new PersistentMap<>(put(this.root, key, value));
	}

	/**
	 * This map without a key.
	 * @param key the key
	 * @return the map, this one if it lacks the key
	 */
	public PersistentMap<V> remove(String key) {
		return (get(key) != null) ? new PersistentMap<>(remove(this.root, key)) : this;
	}

	/**
	 * The number of keys with a prefix.
	 * @param prefix the prefix, empty for all keys
	 * @return the number
	 */
	public int count(String prefix) {
		return prefix.isEmpty() ? size() : rank(prefix + Character.MAX_VALUE) - rank(prefix);
	}

	/**
	 * The number of keys before a text.
	 * @param text the text
	 * @return the number
	 */
	public int rank(String text) {
		int rank = 0;
		Node<V> node = this.root;
		while (node != null) {
			if (text.compareTo(node.key) <= 0) {
				node = node.left;
			}
			else {
				rank += size(node.left) + 1;
				node = node.right;
			}
		}
		return rank;
	}

	/**
	 * The value with as many keys before its own.
	 * @param rank the number of keys before it, less than the size
	 * @return the value
	 */
	public V at(int rank) {
		Node<V> node = this.root;
		int left = rank;
		while (node != null) {
			int before = size(node.left);
			if (left == before) {
				return node.value;
			}
			if (left < before) {
				node = node.left;
			}
			else {
				left -= before + 1;
				node = node.right;
			}
		}
		throw new IndexOutOfBoundsException(rank);
	}

	/**
	 * The number of keys with a prefix that are not before a key.
	 * @param prefix the prefix, empty for all keys
	 * @param from the first key to count, or {@code null} for the first of the prefix
	 * @return the number
	 */
	public int count(String prefix, @Nullable String from) {
		if (from == null || from.compareTo(prefix) <= 0) {
			return count(prefix);
		}
		int end = prefix.isEmpty() ? size() : rank(prefix + Character.MAX_VALUE);
		return Math.max(0, end - rank(from));
	}

	/**
	 * The values of all keys with a prefix in order.
	 * @param prefix the prefix, empty for all keys
	 * @param from the first key to give, or {@code null} for the first of the prefix
	 * @return an iterator that cannot remove
	 */
	public Iterator<V> iterate(String prefix, @Nullable String from) {
		return new Values<>(this.root, prefix, (from != null && from.compareTo(prefix) > 0) ? from : prefix);
	}

	private static int size(@Nullable Node<?> node) {
		return (node != null) ? node.size : 0;
	}

	private static int height(@Nullable Node<?> node) {
		return (node != null) ? node.height : 0;
	}

	private static <V> Node<V> put(@Nullable Node<V> node, String key, V value) {
		if (node == null) {
			return new Node<>(key, value, null, null);
		}
		int order = key.compareTo(node.key);
		if (order == 0) {
			return new Node<>(key, value, node.left, node.right);
		}
		return (order < 0) ? balance(node.key, node.value, put(node.left, key, value), node.right)
				: balance(node.key, node.value, node.left, put(node.right, key, value));
	}

	private static <V> @Nullable Node<V> remove(@Nullable Node<V> node, String key) {
		if (node == null) {
			return null;
		}
		int order = key.compareTo(node.key);
		if (order < 0) {
			return balance(node.key, node.value, remove(node.left, key), node.right);
		}
		if (order > 0) {
			return balance(node.key, node.value, node.left, remove(node.right, key));
		}
		if (node.left == null || node.right == null) {
			return (node.left != null) ? node.left : node.right;
		}
		Node<V> next = node.right;
		while (next.left != null) {
			next = next.left;
		}
		return balance(next.key, next.value, node.left, remove(node.right, next.key));
	}

	private static <V> Node<V> balance(String key, V value, @Nullable Node<V> left, @Nullable Node<V> right) {
		if (left != null && height(left) > height(right) + 1) {
			if (left.right != null && height(left.left) < height(left.right)) {
				Node<V> middle = left.right;
				return new Node<>(middle.key, middle.value, new Node<>(left.key, left.value, left.left, middle.left),
						new Node<>(key, value, middle.right, right));
			}
			return new Node<>(left.key, left.value, left.left, new Node<>(key, value, left.right, right));
		}
		if (right != null && height(right) > height(left) + 1) {
			if (right.left != null && height(right.right) < height(right.left)) {
				Node<V> middle = right.left;
				return new Node<>(middle.key, middle.value, new Node<>(key, value, left, middle.left),
						new Node<>(right.key, right.value, middle.right, right.right));
			}
			return new Node<>(right.key, right.value, new Node<>(key, value, left, right.left), right.right);
		}
		return new Node<>(key, value, left, right);
	}

	private static final class Node<V> {

		private final String key;

		private final V value;

		private final @Nullable Node<V> left;

		private final @Nullable Node<V> right;

		private final int size;

		private final int height;

		Node(String key, V value, @Nullable Node<V> left, @Nullable Node<V> right) {
			this.key = key;
			this.value = value;
			this.left = left;
			this.right = right;
			this.size = 1 + PersistentMap.size(left) + PersistentMap.size(right);
			this.height = 1 + Math.max(PersistentMap.height(left), PersistentMap.height(right));
		}

	}

	private static final class Values<V> implements Iterator<V> {

		private final Deque<Node<V>> path = new ArrayDeque<>();

		private final String prefix;

		Values(@Nullable Node<V> root, String prefix, String from) {
			this.prefix = prefix;
			Node<V> node = root;
			while (node != null) {
				if (node.key.compareTo(from) >= 0) {
					this.path.push(node);
					node = node.left;
				}
				else {
					node = node.right;
				}
			}
		}

		@Override
		public boolean hasNext() {
			Node<V> next = this.path.peek();
			return next != null && next.key.startsWith(this.prefix);
		}

		@Override
		public V next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			Node<V> next = this.path.pop();
			for (Node<V> node = next.right; node != null; node = node.left) {
				this.path.push(node);
			}
			return next.value;
		}

	}

}
