package io.kubespring.apiserver.write;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.registry.ResourceDefinition;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks that creations and changes have in common.
 */
final class ObjectChecks {

	private final ResourceDefinition definition;

	ObjectChecks(ResourceDefinition definition) {
		this.definition = definition;
	}

	/**
	 * Bring the metadata into form.
	 */
	Metadata shape(ObjectNode object) {
		String problem = MetadataShape.enforce(object);
		if (problem != null) {
			throw ApiStatusException
				.badRequest(this.definition.kind().kind() + " in version \"" + this.definition.kind().version()
						+ "\" cannot be handled as a " + this.definition.kind().kind() + ": " + problem);
		}
		return Metadata.of(object);
	}

	/**
	 * Give the object the request's namespace, unless it names another one.
	 */
	void matchNamespace(Metadata metadata, ObjectKey key) {
		if (key.namespace().isEmpty()) {
			metadata.remove("namespace");
			return;
		}
		if (metadata.namespace().isEmpty()) {
			metadata.set("namespace", key.namespace());
		}
		if (!metadata.namespace().equals(key.namespace())) {
			throw ApiStatusException
				.badRequest("the namespace of the provided object does not match the namespace sent on the request");
		}
	}

	/**
	 * Refuse an object without name or with another name than the URL's.
	 */
	void matchName(Metadata metadata, ObjectKey key) {
		if (metadata.name().isEmpty()) {
			throw ApiStatusException.badRequest("the name of the object (" + key.name()
					+ " based on URL) was undeterminable: name must be provided");
		}
		if (!metadata.name().equals(key.name())) {
			throw ApiStatusException.badRequest("the name of the object (" + metadata.name()
					+ ") does not match the name on the URL (" + key.name() + ")");
		}
	}

	/**
	 * The conflict that the reference's store finds in an object.
	 */
	ApiStatusException invalidObject(ObjectKey key, String problem) {
		return ApiStatusException.conflict(this.definition.groupResource(), key.name(),
				"StorageError: invalid object, Code: 4, Key: /registry" + this.definition.storagePrefix() + key.path()
						+ ", ResourceVersion: 0, AdditionalErrorMsg: " + problem);
	}

}
