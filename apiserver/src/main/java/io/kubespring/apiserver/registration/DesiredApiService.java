package io.kubespring.apiserver.registration;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.kubespring.apiserver.meta.GroupVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An APIService object as it should be, and what another one is compared with it.
 *
 * @param groupVersion the group version it announces
 * @param service where it leads
 * @param groupPriority its {@code groupPriorityMinimum}
 * @param versionPriority its {@code versionPriority}
 * @author The kubespring authors
 */
record DesiredApiService(GroupVersion groupVersion, ServiceReference service, int groupPriority, int versionPriority) {

	String name() {
		return this.groupVersion.version() + "." + this.groupVersion.group();
	}

	/**
	 * The reason to leave an existing object alone.
	 * @param existing the object
	 * @return the reason, or {@code null} if the object is ours
	 */
	@Nullable String refusal(ObjectNode existing) {
		JsonNode reference = existing.path("spec").path("service");
		if (!reference.isObject()) {
			return "APIService " + name() + " is served by the cluster itself, as a built-in API or a CRD";
		}
		String namespace = reference.path("namespace").asString("");
		String serviceName = reference.path("name").asString("");
		if (!namespace.equals(this.service.namespace()) || !serviceName.equals(this.service.name())) {
			return "APIService " + name() + " belongs to service " + namespace + "/" + serviceName + ", not to "
					+ this.service.namespace() + "/" + this.service.name();
		}
		return null;
	}

	boolean isMetBy(ObjectNode existing, @Nullable String caBundle) {
		JsonNode spec = existing.path("spec");
		JsonNode reference = spec.path("service");
		return spec.path("groupPriorityMinimum").asInt(0) == this.groupPriority
				&& spec.path("versionPriority").asInt(0) == this.versionPriority
				&& reference.path("port").asInt(443) == this.service.port()
				&& (caBundle == null || (spec.path("caBundle").asString("").equals(base64(caBundle))
						&& !spec.path("insecureSkipTLSVerify").asBoolean(false)));
	}

	/**
	 * The object to apply.
	 * @param existing the object to change, or {@code null} if there is none
	 * @param caBundle certificates of our authority, or {@code null} to leave that field
	 * to others
	 * @return the object; it is refused by the cluster if {@code existing} changes
	 * meanwhile
	 */
	ObjectNode toApply(@Nullable ObjectNode existing, @Nullable String caBundle) {
		ObjectNode object = JsonNodeFactory.instance.objectNode();
		object.put("apiVersion", "apiregistration.k8s.io/v1").put("kind", "APIService");
		ObjectNode metadata = object.putObject("metadata").put("name", name());
		ObjectNode spec = object.putObject("spec");
		spec.put("group", this.groupVersion.group())
			.put("version", this.groupVersion.version())
			.put("groupPriorityMinimum", this.groupPriority)
			.put("versionPriority", this.versionPriority);
		spec.putObject("service")
			.put("namespace", this.service.namespace())
			.put("name", this.service.name())
			.put("port", this.service.port());
		if (caBundle != null) {
			spec.put("caBundle", base64(caBundle));
		}
		if (existing != null) {
			metadata.put("resourceVersion", existing.path("metadata").path("resourceVersion").asString(""));
			if (caBundle != null && existing.path("spec").path("insecureSkipTLSVerify").asBoolean(false)) {
				spec.put("insecureSkipTLSVerify", false);
			}
		}
		return object;
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
