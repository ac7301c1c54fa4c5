package io.kubespring.apiserver.watchcache;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.selector.FieldSelector;
import io.kubespring.apiserver.selector.LabelSelector;
import org.jspecify.annotations.Nullable;

/**
 * Which objects a list or watch shows.
 *
 * @param labels the condition on labels
 * @param fields the condition on the fields {@code metadata.name} and
 * {@code metadata.namespace}
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Selection(LabelSelector labels, FieldSelector fields) {

	/**
	 * All objects.
	 */
	public static final Selection ALL = new Selection(LabelSelector.EVERYTHING, FieldSelector.EVERYTHING);

	/**
	 * Whether an object is shown.
	 * @param object the object
	 * @return {@code true} if it is
	 */
	public boolean matches(EncodedObject object) {
		return this.labels.matches(object.labels())
				&& (this.fields.isEmpty() || this.fields.matches((field) -> value(object, field)));
	}

	private static @Nullable String value(EncodedObject object, String field) {
		return switch (field) {
			case "metadata.name" -> object.key().name();
			case "metadata.namespace" -> object.key().namespace();
			default -> null;
		};
	}

}
