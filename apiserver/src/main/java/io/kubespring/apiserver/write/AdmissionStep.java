package io.kubespring.apiserver.write;

import io.kubespring.apiserver.admission.AdmissionChain;
import io.kubespring.apiserver.admission.AdmissionRequest;
import io.kubespring.apiserver.admission.Operation;
import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.request.WriteOptions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts writes to the beans that take part in admission.
 */
final class AdmissionStep {

	private final ResourceDefinition definition;

	private final AdmissionChain chain;

	private final ObjectChecks checks;

	AdmissionStep(ResourceDefinition definition) {
		this.definition = definition;
		this.chain = definition.hooks().admission();
		this.checks = new ObjectChecks(definition);
	}

	/**
	 * Whether an operation is looked at by anybody.
	 */
	boolean handles(Operation operation) {
		return this.chain.handles(operation);
	}

	/**
	 * Let beans change what a client wants, or refuse it.
	 * @param old the stored object, {@code null} if there is none that is known
	 * @return the object with what was changed
	 */
	ObjectNode admit(Operation operation, WriteRequest request, ObjectNode object, @Nullable ObjectNode old,
			RequestContext context) {
		if (this.chain.isEmpty()) {
			return object;
		}
		ObjectNode admitted = this.chain.admit(describe(operation, request, object, context), object, old, context);
		if (admitted == null || admitted == object) {
			return object;
		}
		Metadata metadata = this.checks.reshape(admitted);
		this.checks.matchNamespace(metadata, request.key());
		if (operation == Operation.UPDATE) {
			this.checks.matchName(metadata, request.key());
		}
		OwnerReferences.deduplicate(metadata, false, context);
		return admitted;
	}

	/**
	 * Let beans refuse what would be stored.
	 * @param old the stored object, {@code null} if there is none that is known
	 */
	void validate(Operation operation, WriteRequest request, ObjectNode object, @Nullable ObjectNode old,
			RequestContext context) {
		if (!this.chain.isEmpty()) {
			this.chain.validate(describe(operation, request, object, context), object, old, context);
		}
	}

	/**
	 * Let beans refuse a deletion.
	 * @param old the stored object, {@code null} if it cannot be read
	 */
	void admitDeletion(WriteRequest request, DeleteOptions options, @Nullable EncodedObject old,
			RequestContext context) {
		if (this.chain.handles(Operation.DELETE)) {
			AdmissionRequest deletion = new AdmissionRequest(Operation.DELETE, this.definition.kind(),
					this.definition.resource(), "", request.key(), request.dryRun(), null, options);
			ObjectNode tree = (old != null) ? old.tree() : null;
			this.chain.admit(deletion, null, tree, context);
			this.chain.validate(deletion, null, tree, context);
		}
	}

	private AdmissionRequest describe(Operation operation, WriteRequest request, ObjectNode object,
			RequestContext context) {
		String directive = switch (request.validation().directive()) {
			case IGNORE -> "Ignore";
			case WARN -> "Warn";
			case STRICT -> "Strict";
		};
		WriteOptions options = new WriteOptions(request.dryRun(), context.fieldManager(), directive);
		return new AdmissionRequest(operation, this.definition.kind(), this.definition.resource(),
				request.subresource(), new ObjectKey(request.key().namespace(), Metadata.of(object).name()),
				request.dryRun(), options, null);
	}

}
