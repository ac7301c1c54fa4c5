package io.kubespring.apiserver.meta;

import java.util.Objects;

/**
 * One event of a watch.
 *
 * @param <T> the type of the object
 * @param type what happened
 * @param object the object after the event, or its last state for {@link Type#DELETED}
 * @author The kubespring authors
 * @since 0.1.0
 */
public record WatchEvent<T>(Type type, T object) {

	public WatchEvent {
		Objects.requireNonNull(type, "'type' must not be null");
		Objects.requireNonNull(object, "'object' must not be null");
	}

	/**
	 * Types of events, spelled as on the wire.
	 */
	public enum Type {

		/**
		 * The object was created, or entered the selection.
		 */
		ADDED,
		/**
		 * The object was changed.
		 */
		MODIFIED,
		/**
		 * The object was deleted, or left the selection.
		 */
		DELETED,
		/**
		 * No object changed; the revision up to which all events were sent.
		 */
		BOOKMARK,
		/**
		 * The watch failed and ends.
		 */
		ERROR

	}

}
