package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.meta.GroupKind;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceHooks;
import io.kubespring.apiserver.request.RequestContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks that creations and changes have in common.
 */
final class ObjectChecks {

	private final ResourceDefinition definition;

	private final TypeMetaCheck typeMeta;

	ObjectChecks(ResourceDefinition definition) {
		this.definition = definition;
		this.typeMeta = new TypeMetaCheck(definition.kind());
	}

	/**
	 * Bring the metadata of an object that the client sent whole into form.
	 */
	Metadata shape(ObjectNode object, BodyValidation validation, RequestContext context) {
		String problem = problem(object, validation, context);
		if (problem != null) {
			throw TypeMetaCheck.notHandled(object, this.definition.kind().kind(), problem);
		}
		return Metadata.of(object);
	}

	/**
	 * Bring the metadata of an object that a patch made into form.
	 * @param patched makes the same object once more, to be shown as the patch left it
	 */
	Metadata shapePatched(ObjectNode object, BodyValidation validation, RequestContext context,
			Supplier<JsonNode> patched) {
		String problem = TypeMetaCheck.unreadable(object);
		problem = (problem != null) ? problem : TypeMetaCheck.missingKind(object, () -> text(patched.get()));
		problem = (problem != null) ? problem : problem(object, validation, context);
		if (problem != null) {
			throw undecodable(patched.get(), problem);
		}
		return Metadata.of(object);
	}

	/**
	 * Give an object that the client sent whole its defaults. Where hooks are shown it,
	 * it must be of the kind and fit the application's type.
	 */
	ObjectNode complete(ObjectNode object) {
		try {
			return defaulted(object);
		}
		catch (MalformedBodyException ex) {
			throw TypeMetaCheck.notHandled(object, this.definition.kind().kind(), String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Give an object that a patch made its defaults.
	 * @param patched makes the same object once more, to be shown as the patch left it
	 */
	ObjectNode completePatched(ObjectNode object, Supplier<JsonNode> patched) {
		try {
			return defaulted(object);
		}
		catch (MalformedBodyException ex) {
			throw undecodable(patched.get(), String.valueOf(ex.getMessage()));
		}
	}

	private ObjectNode defaulted(ObjectNode object) {
		ResourceHooks hooks = this.definition.hooks();
		if (hooks.isEmpty()) {
			return object;
		}
		this.typeMeta.require(object);
		ObjectNode completed = hooks.complete(object);
		if (completed != object) {
			reshape(completed);
		}
		return completed;
	}

	/**
	 * Bring the metadata of an object that a hook changed into form.
	 */
	Metadata reshape(ObjectNode object) {
		String problem = MetadataShape.enforce(object);
		if (problem != null) {
			throw new IllegalStateException(
					"A hook of " + this.definition.groupResource() + " made malformed metadata: " + problem);
		}
		return Metadata.of(object);
	}

	private static @Nullable String problem(ObjectNode object, BodyValidation validation, RequestContext context) {
		Set<String> unknown = new LinkedHashSet<>();
		String problem = MetadataShape.enforce(object, unknown);
		return (problem != null) ? problem : validation.settle(unknown, context);
	}

	static ApiStatusException undecodable(JsonNode patched, String problem) {
		FieldErrors errors = new FieldErrors();
		errors.invalid("patch", text(patched), problem);
		return ApiStatusException.invalid(new GroupKind("", ""), "", errors);
	}

	private static String text(JsonNode patched) {
		return new String(TreeCodec.SHARED.write(patched), StandardCharsets.UTF_8);
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
	 * Refuse an object that the client takes for another one.
	 * @param stored the uid of the object that exists, empty if none does
	 */
	void matchUid(Metadata wanted, String stored, WriteRequest request) {
		if (!wanted.uid().isEmpty() && !wanted.uid().equals(stored)) {
			throw invalidObject(request.key(), request.dryRun(),
					"Precondition failed: UID in precondition: " + wanted.uid() + ", UID in object meta: " + stored);
		}
	}

	/**
	 * The conflict that the reference's store finds in an object.
	 * @param dryRun whether nothing would be stored: the reference then answers before
	 * its store has completed the key
	 */
	ApiStatusException invalidObject(ObjectKey key, boolean dryRun, String problem) {
		String root = dryRun ? "" : "/registry";
		return ApiStatusException.conflict(this.definition.groupResource(), key.name(),
				"StorageError: invalid object, Code: 4, Key: " + root + this.definition.storagePrefix() + key.path()
						+ ", ResourceVersion: 0, AdditionalErrorMsg: " + problem);
	}

}
