package io.kubespring.apiserver.registration;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import io.kubespring.apiserver.meta.GroupVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An APIService object as it should be, and what another one is compared with it. It
 * depends on its own group version alone, not on the others that this server has, so that
 * replicas of different releases want the same. Versions of a group have equal
 * priorities; the cluster then orders them by their names, stable before beta before
 * alpha.
 *
 * @param groupVersion the group version it announces
 * @param settings where it leads, and how
 * @author The kubespring authors
 */
record DesiredApiService(GroupVersion groupVersion, RegistrationSettings settings) {

	/**
	 * As for the groups of CRDs.
	 */
	private static final int GROUP_PRIORITY = 1000;

	private static final int VERSION_PRIORITY = 15;

	String name() {
		return ApiServiceName.of(this.groupVersion);
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
		ServiceReference service = this.settings.service();
		return service.isMeantBy(existing) ? null
				: "APIService " + name() + " belongs to service " + reference.path("namespace").asString("") + "/"
						+ reference.path("name").asString("") + ", not to " + service.namespace() + "/"
						+ service.name();
	}

	boolean isMetBy(ObjectNode existing, @Nullable String caBundle) {
		JsonNode spec = existing.path("spec");
		JsonNode reference = spec.path("service");
		return this.settings.service().isMeantBy(existing)
				&& spec.path("groupPriorityMinimum").asInt(0) == GROUP_PRIORITY
				&& spec.path("versionPriority").asInt(0) == VERSION_PRIORITY
				&& reference.path("port").asInt(443) == this.settings.service().port()
				&& hasAnnotations(existing.path("metadata").path("annotations"))
				&& (caBundle == null || (spec.path("caBundle").asString("").equals(base64(caBundle))
						&& !spec.path("insecureSkipTLSVerify").asBoolean(false)));
	}

	private boolean hasAnnotations(JsonNode annotations) {
		for (Map.Entry<String, String> wanted : this.settings.annotations().entrySet()) {
			if (!annotations.path(wanted.getKey()).asString("").equals(wanted.getValue())) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The object to apply.
	 * @param existing the object to change, or {@code null} if there is none
	 * @param caBundle certificates of our authority, or {@code null} to leave that field
	 * to others
	 * @param shared whether the certificates are the same for all replicas
	 * @return the object; it is refused by the cluster if {@code existing} changes
	 * meanwhile
	 */
	ObjectNode toApply(@Nullable ObjectNode existing, @Nullable String caBundle, boolean shared) {
		ObjectNode object = plain(this.groupVersion, this.settings.service());
		ObjectNode metadata = object.withObject("metadata");
		ObjectNode spec = object.withObject("spec");
		if (caBundle != null) {
			spec.put("caBundle", base64(caBundle));
		}
		ObjectNode annotations = metadata.putObject("annotations");
		this.settings.annotations().forEach(annotations::put);
		annotations.put(Imprint.ANNOTATION, Imprint.of(this.settings.replica(), spec, shared).toString());
		if (existing != null) {
			metadata.put("resourceVersion", existing.path("metadata").path("resourceVersion").asString(""));
			if (caBundle != null && existing.path("spec").path("insecureSkipTLSVerify").asBoolean(false)) {
				spec.put("insecureSkipTLSVerify", false);
			}
		}
		return object;
	}

	/**
	 * What every state of the object has.
	 */
	static ObjectNode plain(GroupVersion groupVersion, ServiceReference service) {
		ObjectNode object = JsonNodeFactory.instance.objectNode();
		object.put("apiVersion", "apiregistration.k8s.io/v1").put("kind", "APIService");
		object.putObject("metadata").put("name", ApiServiceName.of(groupVersion));
		ObjectNode spec = object.putObject("spec");
		spec.put("group", groupVersion.group())
			.put("version", groupVersion.version())
			.put("groupPriorityMinimum", GROUP_PRIORITY)
			.put("versionPriority", VERSION_PRIORITY);
		spec.putObject("service")
			.put("namespace", service.namespace())
			.put("name", service.name())
			.put("port", service.port());
		return object;
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
