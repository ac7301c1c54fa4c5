package io.kubespring.apiserver.cluster;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is seen of one object of the host cluster at a moment.
 *
 * @param object the object, {@code null} if there is none or it cannot be seen
 * @param failure why it cannot be seen, {@code null} if it can
 * @author The kubespring authors
 */
record Observation(@Nullable ObjectNode object, @Nullable Throwable failure) {

	static final Observation ABSENT = new Observation(null, null);

	static Observation present(ObjectNode object) {
		return new Observation(object, null);
	}

	static Observation failed(Throwable failure) {
		return new Observation(null, failure);
	}

}
