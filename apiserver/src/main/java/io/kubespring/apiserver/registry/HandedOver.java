package io.kubespring.apiserver.registry;

import java.util.concurrent.atomic.AtomicReferenceArray;

import io.kubespring.apiserver.codec.Storable;
import org.jspecify.annotations.Nullable;

/**
 * Objects that were taken in before they were stored, for whoever follows the store and
 * sees the same array; a few at a time. A store that does not pass on arrays, or somebody
 * in between, costs another conversion and nothing else. Safe for use by several threads.
 */
final class HandedOver {

	/**
	 * More writes than workers are not under way at once.
	 */
	private static final int SIZE = 32;

	private final AtomicReferenceArray<@Nullable Item> items = new AtomicReferenceArray<>(SIZE);

	void put(Storable storable, boolean exact) {
		this.items.set(place(storable.stored()), new Item(storable, exact));
	}

	/**
	 * Take what is known of stored bytes; nobody gets it twice.
	 * @param stored the bytes
	 * @return what is known, or {@code null}
	 */
	@Nullable Item take(byte[] stored) {
		int place = place(stored);
		Item item = this.items.get(place);
		boolean mine = item != null && item.storable().stored() == stored
				&& this.items.compareAndSet(place, item, null);
		return mine ? item : null;
	}

	private static int place(byte[] stored) {
		return System.identityHashCode(stored) % SIZE;
	}

	/**
	 * An object.
	 *
	 * @param storable its bytes
	 * @param exact whether all of the object came back, and nothing was added
	 */
	record Item(Storable storable, boolean exact) {

	}

}
