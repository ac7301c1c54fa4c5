package io.kubespring.apiserver.cluster;

import java.util.List;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.AccessReview;
import io.kubespring.apiserver.selector.FieldSelector;
import io.kubespring.apiserver.selector.LabelSelector;
import io.kubespring.apiserver.selector.Requirement;
import io.kubespring.apiserver.selector.SelectorSyntaxException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes an access review as the SubjectAccessReview object of
 * {@code authorization.k8s.io/v1}; what is empty is left out.
 *
 * @author The kubespring authors
 */
final class SubjectAccessReviewBody {

	private SubjectAccessReviewBody() {
	}

	static ObjectNode of(AccessReview review) {
		ObjectNode body = JsonNodeFactory.instance.objectNode();
		body.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SubjectAccessReview");
		ObjectNode spec = body.putObject("spec");
		addUser(spec, review.user());
		if (review.resourceRequest()) {
			addResource(spec.putObject("resourceAttributes"), review);
		}
		else {
			ObjectNode attributes = spec.putObject("nonResourceAttributes");
			put(attributes, "path", review.path());
			put(attributes, "verb", review.verb());
		}
		return body;
	}

	private static void addUser(ObjectNode spec, UserInfo user) {
		put(spec, "user", user.name());
		put(spec, "uid", user.uid());
		if (!user.groups().isEmpty()) {
			addAll(spec.putArray("groups"), user.groups());
		}
		if (!user.extra().isEmpty()) {
			ObjectNode extra = spec.putObject("extra");
			user.extra().forEach((key, values) -> addAll(extra.putArray(key), values));
		}
	}

	private static void addResource(ObjectNode attributes, AccessReview review) {
		put(attributes, "namespace", review.namespace());
		put(attributes, "verb", review.verb());
		put(attributes, "group", review.apiGroup());
		put(attributes, "version", review.apiVersion());
		put(attributes, "resource", review.resource());
		put(attributes, "subresource", review.subresource());
		put(attributes, "name", review.name());
		addRequirements(attributes, "fieldSelector", fieldRequirements(review.fieldSelector()));
		addRequirements(attributes, "labelSelector", labelRequirements(review.labelSelector()));
	}

	/**
	 * A selector that cannot be read is left out, which asks for more than the request
	 * does; the request is refused later.
	 */
	private static ArrayNode fieldRequirements(String selector) {
		ArrayNode requirements = JsonNodeFactory.instance.arrayNode();
		try {
			for (FieldSelector.Term term : FieldSelector.parse(selector).terms()) {
				add(requirements, term.field(), term.equal() ? "In" : "NotIn", List.of(term.value()));
			}
		}
		catch (SelectorSyntaxException ex) {
			return JsonNodeFactory.instance.arrayNode();
		}
		return requirements;
	}

	private static ArrayNode labelRequirements(String selector) {
		ArrayNode requirements = JsonNodeFactory.instance.arrayNode();
		try {
			for (Requirement requirement : LabelSelector.parse(selector).requirements()) {
				String operator = operator(requirement.operator());
				if (!operator.isEmpty()) {
					add(requirements, requirement.key(), operator, requirement.values());
				}
			}
		}
		catch (SelectorSyntaxException ex) {
			return JsonNodeFactory.instance.arrayNode();
		}
		return requirements;
	}

	private static String operator(Requirement.Operator operator) {
		return switch (operator) {
			case IN -> "In";
			case NOT_IN -> "NotIn";
			case EXISTS -> "Exists";
			case DOES_NOT_EXIST -> "DoesNotExist";
			case GREATER_THAN, LESS_THAN -> "";
		};
	}

	private static void add(ArrayNode requirements, String key, String operator, List<String> values) {
		ObjectNode requirement = requirements.addObject().put("key", key).put("operator", operator);
		if (!values.isEmpty()) {
			addAll(requirement.putArray("values"), values);
		}
	}

	private static void addRequirements(ObjectNode attributes, String name, ArrayNode requirements) {
		if (!requirements.isEmpty()) {
			attributes.putObject(name).set("requirements", requirements);
		}
	}

	private static void addAll(ArrayNode array, List<String> values) {
		values.forEach(array::add);
	}

	private static void put(ObjectNode object, String name, String value) {
		if (!value.isEmpty()) {
			object.put(name, value);
		}
	}

}
