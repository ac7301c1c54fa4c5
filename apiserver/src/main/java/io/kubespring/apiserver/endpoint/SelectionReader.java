package io.kubespring.apiserver.endpoint;

import java.util.List;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.selector.FieldSelector;
import io.kubespring.apiserver.selector.LabelSelector;
import io.kubespring.apiserver.selector.SelectorSyntaxException;
import io.kubespring.apiserver.watchcache.Selection;

/**
 * Which objects a list, watch or collection deletion is about.
 */
final class SelectionReader {

	private SelectionReader() {
	}

	static Selection read(ResourceDefinition definition, RequestInfo info, ListOptions options) {
		try {
			LabelSelector labels = LabelSelector.parse(options.labelSelector());
			FieldSelector fields = FieldSelector.parse(options.fieldSelector());
			requireSupported(definition, fields);
			if (info.deprecatedWatch() && !info.name().isEmpty()) {
				fields = named(fields, info.name());
			}
			return (labels.isEmpty() && fields.isEmpty()) ? Selection.ALL : new Selection(labels, fields);
		}
		catch (SelectorSyntaxException ex) {
			throw ApiStatusException.badRequest(String.valueOf(ex.getMessage()));
		}
	}

	private static void requireSupported(ResourceDefinition definition, FieldSelector fields) {
		for (String field : fields.fields()) {
			boolean supported = field.equals("metadata.name")
					|| (field.equals("metadata.namespace") && definition.namespaced());
			if (!supported) {
				throw ApiStatusException.badRequest("field label not supported: " + field);
			}
		}
	}

	/**
	 * The deprecated watch of one object: its name selects, or else a selector has to
	 * name it too.
	 */
	private static FieldSelector named(FieldSelector fields, String name) {
		if (fields.isEmpty()) {
			return new FieldSelector(List.of(new FieldSelector.Term("metadata.name", true, name)));
		}
		if (!name.equals(fields.exactMatch("metadata.name"))) {
			throw ApiStatusException.badRequest("fieldSelector metadata.name doesn't match requested name");
		}
		return fields;
	}

	/**
	 * The beginning of the paths of all objects in the request's namespace.
	 */
	static String pathPrefix(RequestInfo info) {
		return info.namespace().isEmpty() ? "" : info.namespace() + "/";
	}

}
