package io.kubespring.apiserver.discovery;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.registry.ConnectorDefinition;
import io.kubespring.apiserver.registry.InvalidResourceException;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.Verb;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI 3.0 document of one group version: every path and verb that is served, none
 * that is not.
 */
final class OpenApiV3 {

	private static final List<String> JSON_AND_YAML = List.of("application/json", "application/yaml");

	private static final List<String> LISTS = List.of("application/json", "application/yaml",
			"application/json;stream=watch");

	private static final List<String> PATCHES = List.of("application/json-patch+json", "application/merge-patch+json");

	private static final String SCALE = "io.k8s.api.autoscaling.v1.Scale";

	private final GroupVersion groupVersion;

	private final List<ResourceDefinition> definitions;

	private final VersionInfo version;

	private final ObjectNode paths = JsonNodeFactory.instance.objectNode();

	OpenApiV3(GroupVersion groupVersion, List<ResourceDefinition> definitions, VersionInfo version) {
		this.groupVersion = groupVersion;
		this.definitions = definitions;
		this.version = version;
	}

	ObjectNode build() {
		ObjectNode schemas = MetaSchemas.load();
		for (ResourceDefinition definition : this.definitions) {
			add(schemas, definition, definition.kind(), KindSchemas.kind(definition));
			add(schemas, definition, this.groupVersion.withKind(definition.listKind()), KindSchemas.list(definition));
			addPaths(definition);
		}
		this.paths.removeIf((item) -> item.propertyNames().equals(Set.of("parameters")));
		ObjectNode document = JsonNodeFactory.instance.objectNode();
		document.put("openapi", "3.0.0");
		document.putObject("info").put("title", "Kubernetes").put("version", this.version.gitVersion());
		document.set("paths", this.paths);
		document.putObject("components").set("schemas", schemas);
		return document;
	}

	/**
	 * References lead to a name, and clients find a schema by its kind: both must be
	 * somebody's alone.
	 */
	private static void add(ObjectNode schemas, ResourceDefinition definition, GroupVersionKind kind,
			ObjectNode schema) {
		String name = OpenApiNames.model(kind);
		if (schemas.has(name)) {
			throw new InvalidResourceException(
					definition.bean().getClass(), "its schema " + name + " of " + kind.groupVersion() + " "
							+ kind.kind() + " has the name of another one",
					"Give @ApiResource another kind, listKind or group.");
		}
		schemas.set(name, schema);
	}

	private void addPaths(ResourceDefinition definition) {
		String root = "/apis/" + this.groupVersion + "/";
		String plural = definition.resource().resource();
		String collection = definition.namespaced() ? root + "namespaces/{namespace}/" + plural : root + plural;
		String scope = definition.namespaced() ? "Namespaced" : "";
		String kind = definition.kind().kind();
		String model = OpenApiNames.model(definition.kind());
		String list = OpenApiNames.model(this.groupVersion.withKind(definition.listKind()));
		String listing = (definition.verbs().contains(Verb.WATCH) ? "list or watch" : "list") + " objects of kind "
				+ kind;
		if (definition.namespaced() && definition.verbs().contains(Verb.LIST)) {
			ObjectNode everywhere = path(root + plural, false, false);
			operation(everywhere, "get", "list", definition.kind(), listing, "list", kind + "ForAllNamespaces",
					OpenApiParameters.LIST, list, LISTS);
		}
		ObjectNode all = path(collection, definition.namespaced(), false);
		if (definition.verbs().contains(Verb.LIST)) {
			operation(all, "get", "list", definition.kind(), listing, "list", scope + kind, OpenApiParameters.LIST,
					list, LISTS);
		}
		if (definition.verbs().contains(Verb.CREATE)) {
			body(operation(all, "post", "post", definition.kind(), "create a " + kind, "create", scope + kind,
					OpenApiParameters.WRITE, model, JSON_AND_YAML), model, JSON_AND_YAML);
		}
		if (definition.verbs().contains(Verb.DELETECOLLECTION)) {
			body(operation(all, "delete", "deletecollection", definition.kind(), "delete collection of " + kind,
					"delete", "Collection" + scope + kind, OpenApiParameters.DELETE_COLLECTION, list, JSON_AND_YAML),
					OpenApiNames.META + "DeleteOptions", JSON_AND_YAML);
		}
		addItem(definition, collection + "/{name}", scope, model);
	}

	private void addItem(ResourceDefinition definition, String path, String scope, String model) {
		GroupVersionKind kind = definition.kind();
		ObjectNode item = path(path, definition.namespaced(), true);
		addMembers(item, definition, kind, scope + kind.kind(), model, "the specified " + kind.kind());
		if (definition.verbs().contains(Verb.DELETE)) {
			body(operation(item, "delete", "delete", kind, "delete a " + kind.kind(), "delete", scope + kind.kind(),
					OpenApiParameters.DELETE, OpenApiNames.META + "Status", JSON_AND_YAML),
					OpenApiNames.META + "DeleteOptions", JSON_AND_YAML);
		}
		if (definition.hasStatusSubresource()) {
			addMembers(path(path + "/status", definition.namespaced(), true), definition, kind,
					scope + kind.kind() + "Status", model, "status of the specified " + kind.kind());
		}
		if (definition.scale() != null) {
			addMembers(path(path + "/scale", definition.namespaced(), true), definition, ApiResources.SCALE,
					scope + kind.kind() + "Scale", SCALE, "scale of the specified " + kind.kind());
		}
		for (ConnectorDefinition connector : definition.connectors()) {
			addConnector(definition, path, scope, connector);
		}
	}

	private void addMembers(ObjectNode item, ResourceDefinition definition, GroupVersionKind kind, String name,
			String model, String what) {
		if (definition.verbs().contains(Verb.GET)) {
			operation(item, "get", "get", kind, "read " + what, "read", name, List.of(), model, JSON_AND_YAML);
		}
		if (definition.verbs().contains(Verb.UPDATE)) {
			body(operation(item, "put", "put", kind, "replace " + what, "replace", name, OpenApiParameters.WRITE, model,
					JSON_AND_YAML), model, JSON_AND_YAML);
		}
		if (definition.verbs().contains(Verb.PATCH)) {
			body(operation(item, "patch", "patch", kind, "partially update " + what, "patch", name,
					OpenApiParameters.WRITE, model, JSON_AND_YAML), OpenApiNames.META + "Patch", PATCHES);
		}
	}

	private void addConnector(ResourceDefinition definition, String path, String scope, ConnectorDefinition connector) {
		ObjectNode item = path(path + "/" + connector.name(), definition.namespaced(), true);
		for (String method : connector.methods()) {
			String kind = definition.kind().kind();
			ObjectNode operation = item.putObject(method.toLowerCase(Locale.ROOT));
			describe(operation, "connect", definition.kind(),
					"connect " + method + " requests to " + connector.name() + " of " + kind,
					"connect" + OpenApiNames.capital(method.toLowerCase(Locale.ROOT)),
					scope + kind + OpenApiNames.capital(connector.name()));
			operation.putObject("responses").putObject("200").put("description", "OK");
		}
	}

	private ObjectNode path(String path, boolean namespaced, boolean named) {
		ObjectNode item = this.paths.putObject(path);
		ArrayNode parameters = item.putArray("parameters");
		if (named) {
			OpenApiParameters.addPath(parameters, "name", "name of the object");
		}
		if (namespaced) {
			OpenApiParameters.addPath(parameters, "namespace", "namespace of the object");
		}
		OpenApiParameters.addQuery(parameters, List.of("pretty"));
		return item;
	}

	private ObjectNode operation(ObjectNode item, String method, String action, GroupVersionKind kind,
			String description, String verb, String rest, List<String> query, String model, List<String> produces) {
		ObjectNode operation = item.putObject(method);
		describe(operation, action, kind, description, verb, rest);
		if (!query.isEmpty()) {
			OpenApiParameters.addQuery(operation.putArray("parameters"), query);
		}
		ObjectNode responses = operation.putObject("responses");
		content(responses.putObject("200").put("description", "OK"), model, produces);
		if (action.equals("post")) {
			content(responses.putObject("201").put("description", "Created"), model, produces);
		}
		if (action.equals("delete")) {
			content(responses.putObject("202").put("description", "Accepted"), model, produces);
		}
		return operation;
	}

	private void describe(ObjectNode operation, String action, GroupVersionKind kind, String description, String verb,
			String rest) {
		operation.putArray("tags").add(OpenApiNames.tag(this.groupVersion));
		operation.put("description", description);
		operation.put("operationId", operationId(verb, rest));
		operation.put("x-kubernetes-action", action);
		KindSchemas.put(operation.putObject(KindSchemas.KIND_EXTENSION), kind);
	}

	private String operationId(String verb, String rest) {
		return verb + OpenApiNames.camel(this.groupVersion) + rest;
	}

	private static void body(ObjectNode operation, String model, List<String> consumes) {
		ObjectNode body = operation.putObject("requestBody");
		content(body, model, consumes);
		body.put("required", !model.endsWith("DeleteOptions"));
	}

	private static void content(ObjectNode holder, String model, List<String> types) {
		ObjectNode content = holder.putObject("content");
		types.forEach(
				(type) -> content.putObject(type).putObject("schema").put("$ref", "#/components/schemas/" + model));
	}

}
