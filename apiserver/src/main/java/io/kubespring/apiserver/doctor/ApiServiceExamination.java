package io.kubespring.apiserver.doctor;

import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.registration.ServiceReference;
import tools.jackson.databind.JsonNode;

/**
 * Looks at an APIService: that it leads to this server, and what the aggregator says of
 * it.
 */
final class ApiServiceExamination {

	private final String name;

	private final ServiceReference service;

	ApiServiceExamination(String name, ServiceReference service) {
		this.name = name;
		this.service = service;
	}

	/**
	 * Whether it exists and leads here.
	 * @param answer the list of objects of that name
	 */
	Finding examine(ClusterAnswer answer) {
		if (!answer.isGood()) {
			return Finding.unknown(Hop.API_SERVICE, this.name, answer.message(),
					"Give the application the right to list apiservices of that name.");
		}
		JsonNode object = object(answer);
		if (object.isMissingNode()) {
			return Finding.broken(Hop.API_SERVICE, this.name, "There is no such APIService.",
					"Set apiserver.registration.enabled=true, or kubectl apply the one that"
							+ " --apiserver.print-manifests prints.");
		}
		JsonNode reference = object.path("spec").path("service");
		if (!reference.isObject()) {
			return Finding.broken(Hop.API_SERVICE, this.name,
					"The cluster serves this version itself, as a built-in API or a CustomResourceDefinition.",
					"Remove the CustomResourceDefinition, or give the kind another group or version.");
		}
		String found = reference.path("namespace").asString("") + "/" + reference.path("name").asString("") + ":"
				+ reference.path("port").asInt(443);
		if (!found.equals(this.service.toString())) {
			return Finding.broken(Hop.API_SERVICE, this.name,
					"It leads to " + found + " and not to " + this.service + ".",
					"kubectl delete apiservice " + this.name + ", if nobody else serves it, or correct"
							+ " apiserver.registration.service.");
		}
		return Finding.well(Hop.API_SERVICE, this.name, "It leads to " + found + ".");
	}

	static JsonNode object(ClusterAnswer answer) {
		return answer.body().path("items").path(0);
	}

	/**
	 * What the aggregator found when it last looked.
	 */
	Finding available(JsonNode object) {
		for (JsonNode condition : object.path("status").path("conditions")) {
			if (condition.path("type").asString("").equals("Available")) {
				String seen = condition.path("status").asString("") + " since "
						+ condition.path("lastTransitionTime").asString("") + ", "
						+ condition.path("reason").asString("") + ": " + condition.path("message").asString("");
				return condition.path("status").asString("").equals("True")
						? Finding.well(Hop.AVAILABLE, this.name, seen)
						: Finding.broken(Hop.AVAILABLE, this.name, seen, remedy(condition));
			}
		}
		return Finding.unknown(Hop.AVAILABLE, this.name, "The aggregator has not looked yet.",
				"Wait a few seconds; is the aggregation layer of kube-apiserver on?");
	}

	/**
	 * What helps against what the aggregator says; hops before this one are known to be
	 * well, or are named themselves.
	 */
	private static String remedy(JsonNode condition) {
		String message = condition.path("message").asString("");
		List<String> hints = new ArrayList<>();
		if (message.contains("x509") || message.contains("certificate")) {
			hints
				.add("The certificate that kube-apiserver sees is not the one that the application serves: does a proxy"
						+ " or a mesh end TLS before it?");
		}
		if (message.contains("deadline") || message.contains("timeout") || message.contains("Client.Timeout")) {
			hints.add("The control plane does not reach the port: look for a NetworkPolicy, a firewall between control"
					+ " plane and nodes, and hostNetwork.");
		}
		if (message.contains("refused") || message.contains("no such host")) {
			hints.add("Nothing listens where the Service leads: compare targetPort with server.port.");
		}
		if (message.contains(": 401") || message.contains(": 403")) {
			hints.add("The application does not know kube-apiserver's front proxy, or the cluster does not let"
					+ " system:kube-aggregator read discovery: kubectl get clusterrolebinding system:discovery.");
		}
		return hints.isEmpty() ? "kubectl describe apiservice tells more." : String.join(" ", hints);
	}

}
