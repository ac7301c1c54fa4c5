package io.kubespring.apiserver.cluster;

import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks the host cluster who this server is. Whoever is authenticated may ask.
 *
 * @author The kubespring authors
 */
final class SelfSubjectReview {

	private static final String PATH = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

	private SelfSubjectReview() {
	}

	/**
	 * Ask once.
	 * @return the review with its status
	 */
	static Mono<ObjectNode> ask(HostApi api) {
		ObjectNode review = JsonNodeFactory.instance.objectNode();
		review.put("apiVersion", "authentication.k8s.io/v1").put("kind", "SelfSubjectReview");
		return api.exchange("POST", PATH, HostApi.JSON, review);
	}

}
