package io.kubespring.apiserver.registration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is seen of an APIService object at a moment.
 *
 * @param object the object, {@code null} if there is none or it cannot be seen
 * @param failure why it cannot be seen, {@code null} if it can
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ApiServiceObservation(@Nullable ObjectNode object, @Nullable Throwable failure) {

	/**
	 * The object exists.
	 * @param object the object
	 * @return the observation
	 */
	public static ApiServiceObservation present(ObjectNode object) {
		return new ApiServiceObservation(object, null);
	}

	/**
	 * There is no object.
	 * @return the observation
	 */
	public static ApiServiceObservation absent() {
		return new ApiServiceObservation(null, null);
	}

	/**
	 * The object cannot be seen.
	 * @param failure why
	 * @return the observation
	 */
	public static ApiServiceObservation failed(Throwable failure) {
		return new ApiServiceObservation(null, failure);
	}

}
