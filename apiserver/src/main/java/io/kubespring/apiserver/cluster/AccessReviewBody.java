package io.kubespring.apiserver.cluster;

import io.kubespring.apiserver.installation.ResourceAccess;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes reviews of what can be done to a resource.
 *
 * @author The kubespring authors
 */
final class AccessReviewBody {

	private AccessReviewBody() {
	}

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

}
