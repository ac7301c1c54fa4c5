package io.kubespring.apiserver.cluster;

import io.kubespring.apiserver.installation.ResourceAccess;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks the host cluster what can be done to a resource.
 *
 * @author The kubespring authors
 */
final class ResourceAccessReview {

	private ResourceAccessReview() {
	}

	/**
	 * Make a review.
	 */
	static ObjectNode of(String kind, ResourceAccess access) {
		ObjectNode review = JsonNodeFactory.instance.objectNode();
		review.put("apiVersion", "authorization.k8s.io/v1").put("kind", kind);
		review.putObject("spec")
			.putObject("resourceAttributes")
			.put("namespace", access.namespace())
			.put("verb", access.verb())
			.put("group", access.group())
			.put("resource", access.resource())
			.put("name", access.name());
		return review;
	}

	/**
	 * Ask, again where the cluster fails for the moment.
	 * @return whether it is allowed
	 */
	static Mono<Boolean> ask(HostApi api, String path, ObjectNode review, Scheduler scheduler) {
		return api.exchange("POST", path, HostApi.JSON, review)
			.retryWhen(new ReviewRetry(scheduler))
			.map((answer) -> answer.path("status").path("allowed").asBoolean(false));
	}

}
