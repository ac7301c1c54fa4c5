package io.kubespring.apiserver.admission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.StatusDetails;
import io.kubespring.apiserver.error.UserCode;
import io.kubespring.apiserver.request.RequestContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.ResolvableType;

/**
 * The beans that take part in the admission of one resource's requests, in order, after
 * {@code k8s.io/apiserver/pkg/admission}. Blocks; safe for use by several threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class AdmissionChain {

	/**
	 * Admits everything.
	 */
	public static final AdmissionChain NONE = new AdmissionChain(List.of(), List.of(),
			new ObjectCodec<>(KubernetesObject.class));

	private final List<MutatingAdmission<KubernetesObject>> mutating;

	private final List<ValidatingAdmission<KubernetesObject>> validating;

	private final ObjectCodec<KubernetesObject> codec;

	private AdmissionChain(List<MutatingAdmission<KubernetesObject>> mutating,
			List<ValidatingAdmission<KubernetesObject>> validating, ObjectCodec<KubernetesObject> codec) {
		this.mutating = mutating;
		this.validating = validating;
		this.codec = codec;
	}

	/**
	 * Choose the beans that care for a type.
	 * @param plugins all beans, in order
	 * @param type the type of the objects
	 * @return the chain
	 */
	@SuppressWarnings("unchecked")
	public static AdmissionChain of(Collection<AdmissionPlugin> plugins, ResolvableType type) {
		List<MutatingAdmission<KubernetesObject>> mutating = new ArrayList<>();
		List<ValidatingAdmission<KubernetesObject>> validating = new ArrayList<>();
		for (AdmissionPlugin plugin : plugins) {
			if (plugin.matches(type) && plugin.role() == MutatingAdmission.class) {
				mutating.add((MutatingAdmission<KubernetesObject>) plugin.bean());
			}
			else if (plugin.matches(type)) {
				validating.add((ValidatingAdmission<KubernetesObject>) plugin.bean());
			}
		}
		return (mutating.isEmpty() && validating.isEmpty()) ? NONE
				: new AdmissionChain(List.copyOf(mutating), List.copyOf(validating), new ObjectCodec<>(type.getType()));
	}

	/**
	 * Whether anybody takes part.
	 * @return {@code false} if everything is admitted
	 */
	public boolean isEmpty() {
		return this.mutating.isEmpty() && this.validating.isEmpty();
	}

	/**
	 * Whether anybody cares for an operation.
	 * @param operation the operation
	 * @return {@code false} if it is admitted
	 */
	public boolean handles(Operation operation) {
		return !isEmpty() && (this.mutating.stream().anyMatch((admission) -> admission.handles(operation))
				|| this.validating.stream().anyMatch((admission) -> admission.handles(operation)));
	}

	/**
	 * Let beans change an object or refuse the request.
	 * @param request the request
	 * @param object the object, {@code null} if the request has none
	 * @param old the object as it is stored, {@code null} if there is none
	 * @param context the request behind it
	 * @return the object with what was changed; the same tree if nothing was
	 * @throws ApiStatusException if the request is refused
	 */
	public @Nullable ObjectNode admit(AdmissionRequest request, @Nullable ObjectNode object, @Nullable ObjectNode old,
			RequestContext context) {
		AdmissionRecord record = null;
		for (MutatingAdmission<KubernetesObject> admission : this.mutating) {
			if (admission.handles(request.operation())) {
				AdmissionRecord shown = (record != null) ? record
						: new AdmissionRecord(request, object, old, this.codec, context);
				record = shown;
				call(admission, shown, () -> admission.admit(shown));
			}
		}
		return (record != null) ? record.changed() : object;
	}

	/**
	 * Let beans refuse a request.
	 * @param request the request
	 * @param object the object as it would be stored, {@code null} if the request has
	 * none
	 * @param old the object as it is stored, {@code null} if there is none
	 * @param context the request behind it
	 * @throws ApiStatusException if the request is refused
	 */
	public void validate(AdmissionRequest request, @Nullable ObjectNode object, @Nullable ObjectNode old,
			RequestContext context) {
		AdmissionRecord record = null;
		for (ValidatingAdmission<KubernetesObject> admission : this.validating) {
			if (admission.handles(request.operation())) {
				AdmissionRecord shown = (record != null) ? record
						: new AdmissionRecord(request, object, old, this.codec, context);
				record = shown;
				call(admission, shown, () -> admission.validate(shown));
			}
		}
	}

	/**
	 * Call a bean. A refusal that names nothing gets the object's name.
	 */
	private static void call(Object admission, AdmissionRecord record, Runnable call) {
		try {
			UserCode.run(admission, call);
		}
		catch (ApiStatusException ex) {
			boolean unnamed = ex.status().code() == 403 && ex.status().details() == StatusDetails.EMPTY;
			String message = ex.status().message();
			throw (unnamed && message.startsWith("forbidden: "))
					? record.forbidden(message.substring("forbidden: ".length())) : ex;
		}
	}

}
