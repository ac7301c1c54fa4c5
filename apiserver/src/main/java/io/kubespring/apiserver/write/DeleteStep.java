package io.kubespring.apiserver.write;

import java.time.Clock;
import java.util.List;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.MetaTime;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.GroupResource;
import io.kubespring.apiserver.meta.Preconditions;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.RequestContext;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prepares a deletion: the object goes at once, or waits for its finalizers. After
 * {@code Store.Delete} of {@code k8s.io/apiserver/pkg/registry/generic/registry}.
 */
final class DeleteStep {

	private final ResourceDefinition definition;

	private final ObjectChecks checks;

	private final AdmissionStep admission;

	private final Clock clock;

	DeleteStep(ResourceDefinition definition, Clock clock) {
		this.definition = definition;
		this.checks = new ObjectChecks(definition);
		this.admission = new AdmissionStep(definition);
		this.clock = clock;
	}

	Prepared prepare(WriteRequest request, Mutation.Delete deletion, EncodedObject encoded, RequestContext context) {
		DeleteOptions options = deletion.options();
		if (options.ignoreStoreReadError()) {
			throw this.checks.invalidObject(encoded.key(), false,
					"unsafe deletion is not allowed because the object is decodable from storage");
		}
		requirePreconditions(options.preconditions(), encoded);
		this.admission.admitDeletion(request, options, encoded, context);
		ObjectNode object = encoded.tree();
		Metadata metadata = Metadata.of(object);
		metadata.remove("resourceVersion");
		List<String> finalizers = DeletionPolicy.finalizers(metadata.finalizers(), options);
		if (finalizers.isEmpty()) {
			return Prepared.remove(encoded.path(), WriteResult.Outcome.DELETED, null);
		}
		metadata.finalizers(finalizers);
		if (!metadata.isTerminating()) {
			metadata.set("deletionTimestamp", MetaTime.now(this.clock));
			metadata.set("deletionGracePeriodSeconds", 0);
			if (metadata.generation() > 0) {
				metadata.set("generation", metadata.generation() + 1);
			}
		}
		return Prepared.store(encoded.path(), object, WriteResult.Outcome.TERMINATING);
	}

	private void requirePreconditions(Preconditions preconditions, EncodedObject encoded) {
		if (preconditions.uid() != null && !preconditions.uid().equals(encoded.uid())) {
			throw conflict(encoded,
					"the UID in the precondition (" + preconditions.uid() + ") does not match the UID in record ("
							+ encoded.uid() + "). The object might have been deleted and then recreated");
		}
		String revision = Long.toString(encoded.revision());
		if (preconditions.resourceVersion() != null && !preconditions.resourceVersion().equals(revision)) {
			throw conflict(encoded,
					"the ResourceVersion in the precondition (" + preconditions.resourceVersion()
							+ ") does not match the ResourceVersion in record (" + revision
							+ "). The object might have been modified");
		}
	}

	private ApiStatusException conflict(EncodedObject encoded, String message) {
		GroupResource kind = new GroupResource(this.definition.kind().group(), this.definition.kind().kind());
		return ApiStatusException.conflict(kind, encoded.key().name(), message);
	}

}
