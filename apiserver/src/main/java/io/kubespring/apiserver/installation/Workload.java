package io.kubespring.apiserver.installation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import tools.jackson.databind.node.ObjectNode;

/**
 * What runs the application: Deployment, Service, PodDisruptionBudget and NetworkPolicy.
 * The pod meets the Pod Security Standard {@code restricted}.
 */
final class Workload {

	private static final int USER = 65532;

	private static final String PORT = "https";

	private static final String TLS = "/tls";

	private final Installation installation;

	Workload(Installation installation) {
		this.installation = installation;
	}

	/**
	 * A memory store lives in one process: one replica, and the old one ends before the
	 * new one starts.
	 */
	private boolean isSingle() {
		return this.installation.needs().storeLease() != null;
	}

	List<ObjectNode> objects() {
		return List.of(deployment(), service(), disruptionBudget(), networkPolicy());
	}

	private ObjectNode create(String apiVersion, String kind, String name) {
		ObjectNode object = KubernetesObjects.create(apiVersion, kind, name, this.installation.namespace());
		label(((ObjectNode) object.path("metadata")).putObject("labels"));
		return object;
	}

	private void label(ObjectNode labels) {
		labels.put("app.kubernetes.io/name", this.installation.name());
	}

	private ObjectNode deployment() {
		ObjectNode deployment = create("apps/v1", "Deployment", this.installation.name());
		ObjectNode spec = deployment.putObject("spec").put("replicas", isSingle() ? 1 : 2);
		ObjectNode strategy = spec.putObject("strategy");
		if (isSingle()) {
			strategy.put("type", "Recreate");
		}
		else {
			strategy.put("type", "RollingUpdate").putObject("rollingUpdate").put("maxUnavailable", 0);
		}
		label(spec.putObject("selector").putObject("matchLabels"));
		ObjectNode template = spec.putObject("template");
		label(template.putObject("metadata").putObject("labels"));
		pod(template.putObject("spec"));
		return deployment;
	}

	private void pod(ObjectNode spec) {
		spec.put("serviceAccountName", this.installation.name());
		spec.put("terminationGracePeriodSeconds", isSingle() ? 70 : 80);
		ObjectNode security = spec.putObject("securityContext").put("runAsNonRoot", true);
		security.put("runAsUser", USER).put("runAsGroup", USER).put("fsGroup", USER);
		security.putObject("seccompProfile").put("type", "RuntimeDefault");
		if (!isSingle()) {
			ObjectNode spread = spec.putArray("topologySpreadConstraints").addObject();
			spread.put("maxSkew", 1).put("topologyKey", "kubernetes.io/hostname");
			spread.put("whenUnsatisfiable", "ScheduleAnyway");
			label(spread.putObject("labelSelector").putObject("matchLabels"));
		}
		container(spec.putArray("containers").addObject());
		spec.putArray("volumes").addObject().put("name", "tmp").putObject("emptyDir");
		if (isMounted()) {
			ObjectNode tls = spec.withArray("volumes").addObject().put("name", "tls");
			tls.putObject("secret").put("secretName", this.installation.needs().secret()).put("defaultMode", 0440);
		}
	}

	private void container(ObjectNode container) {
		container.put("name", this.installation.name()).put("image", this.installation.image());
		arguments().forEach(container.putArray("args")::add);
		ObjectNode memory = container.putArray("env").addObject().put("name", "JAVA_TOOL_OPTIONS");
		memory.put("value", "-XX:+ExitOnOutOfMemoryError");
		container.putArray("ports")
			.addObject()
			.put("name", PORT)
			.put("containerPort", this.installation.containerPort());
		probe(container.putObject("startupProbe"), "/livez", 2, 60);
		probe(container.putObject("livenessProbe"), "/livez", 10, 3);
		probe(container.putObject("readinessProbe"), "/readyz", 5, 3);
		ObjectNode resources = container.putObject("resources");
		resources.putObject("requests").put("cpu", "100m").put("memory", "512Mi");
		resources.putObject("limits").put("memory", "512Mi");
		ObjectNode security = container.putObject("securityContext");
		security.put("allowPrivilegeEscalation", false).put("readOnlyRootFilesystem", true);
		security.putObject("capabilities").putArray("drop").add("ALL");
		container.putArray("volumeMounts").addObject().put("name", "tmp").put("mountPath", "/tmp");
		if (isMounted()) {
			ObjectNode tls = container.withArray("volumeMounts").addObject();
			tls.put("name", "tls").put("mountPath", TLS).put("readOnly", true);
		}
	}

	private boolean isMounted() {
		return this.installation.needs().certificate() == Installation.Certificate.FILES;
	}

	private List<String> arguments() {
		List<String> arguments = new ArrayList<>();
		if (isMounted()) {
			arguments.add("--server.ssl.certificate=" + TLS + "/tls.crt");
			arguments.add("--server.ssl.certificate-private-key=" + TLS + "/tls.key");
			arguments.add("--apiserver.registration.ca-bundle=" + TLS + "/ca.crt");
		}
		else {
			arguments.add("--apiserver.certificate.mode="
					+ this.installation.needs().certificate().name().toLowerCase(Locale.ROOT));
		}
		arguments.add("--apiserver.registration.enabled=true");
		arguments.add("--apiserver.registration.service.namespace=" + this.installation.namespace());
		arguments.add("--apiserver.registration.service.name=" + this.installation.service().name());
		arguments.add("--apiserver.registration.service.port=" + this.installation.service().port());
		arguments.add("--apiserver.shutdown.delay=" + (isSingle() ? "0s" : "10s"));
		return arguments;
	}

	private static void probe(ObjectNode probe, String path, int period, int failures) {
		probe.putObject("httpGet").put("path", path).put("port", PORT).put("scheme", "HTTPS");
		probe.put("periodSeconds", period).put("failureThreshold", failures);
	}

	private ObjectNode service() {
		ObjectNode service = create("v1", "Service", this.installation.service().name());
		ObjectNode spec = service.putObject("spec");
		label(spec.putObject("selector"));
		spec.putArray("ports")
			.addObject()
			.put("name", PORT)
			.put("appProtocol", PORT)
			.put("port", this.installation.service().port())
			.put("targetPort", PORT);
		return service;
	}

	/**
	 * One replica may be evicted: kept from that it would keep its node from being
	 * drained.
	 */
	private ObjectNode disruptionBudget() {
		ObjectNode budget = create("policy/v1", "PodDisruptionBudget", this.installation.name());
		ObjectNode spec = budget.putObject("spec").put("maxUnavailable", 1);
		label(spec.putObject("selector").putObject("matchLabels"));
		return budget;
	}

	/**
	 * Who may reach the port: everybody, since no selector matches a control plane, and
	 * client certificates protect it. No other port is open.
	 */
	private ObjectNode networkPolicy() {
		ObjectNode policy = create("networking.k8s.io/v1", "NetworkPolicy", this.installation.name());
		ObjectNode spec = policy.putObject("spec");
		label(spec.putObject("podSelector").putObject("matchLabels"));
		spec.putArray("policyTypes").add("Ingress");
		spec.putArray("ingress").addObject().putArray("ports").addObject().put("port", PORT).put("protocol", "TCP");
		return policy;
	}

}
