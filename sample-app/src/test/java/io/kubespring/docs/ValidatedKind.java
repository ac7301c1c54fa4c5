package io.kubespring.docs;

import java.util.List;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.admission.AdmissionAttributes;
import io.kubespring.apiserver.admission.MutatingAdmission;
import io.kubespring.apiserver.admission.Operation;
import io.kubespring.apiserver.admission.ValidatingAdmission;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.strategy.Defaulter;
import io.kubespring.apiserver.strategy.ObjectValidator;
import io.kubespring.apiserver.strategy.Preparer;
import io.kubespring.apiserver.strategy.WriteStrategy;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Holds the hooks of the how-tos on validation and admission.
 */
interface ValidatedKind {

	@ApiResource(group = "shop.example.com", version = "v1")
	class Parcels implements StoredResource<Parcel>, Defaulter<Parcel>, ObjectValidator<Parcel> {

		@Override
		public void setDefaults(Parcel parcel) {
			ParcelSpec spec = parcel.getSpec();
			if (spec != null && spec.count() == null) {
				parcel.setSpec(new ParcelSpec(spec.size(), 1));
			}
		}

		@Override
		public void validate(Parcel parcel, FieldErrors errors) {
			ParcelSpec spec = parcel.getSpec();
			if (spec == null) {
				errors.required("spec", "");
				return;
			}
			if (spec.count() < 1) {
				errors.invalid("spec.count", spec.count(), "must be greater than 0");
			}
			if (!List.of("small", "large").contains(spec.size())) {
				errors.notSupported("spec.size", spec.size(), List.of("small", "large"));
			}
			if (spec.count() > 100) {
				errors.warn("spec.count: more than 100 are sent on two days");
			}
		}

		@Override
		public void validateUpdate(Parcel parcel, Parcel old, FieldErrors errors) {
			validate(parcel, errors);
			if (parcel.getSpec() != null && old.getSpec() != null
					&& !parcel.getSpec().size().equals(old.getSpec().size())) {
				errors.forbidden("spec.size", "cannot be changed");
			}
		}

	}

	class Parcel extends ApiObject<ParcelSpec, ParcelStatus> {

	}

	record ParcelSpec(String size, @Nullable Integer count) {

	}

	record ParcelStatus(@Nullable String place) {

	}

	@ApiResource(group = "shop.example.com", version = "v1", kind = "Label", plural = "labels")
	class Labels implements StoredResource<Parcel>, Preparer<Parcel>, WriteStrategy {

		@Override
		public void prepareForCreate(Parcel parcel, RequestContext context) {
			V1ObjectMeta metadata = parcel.getMetadata();
			if (metadata != null) {
				metadata.putAnnotationsItem("shop.example.com/sender", context.user().name());
			}
		}

		@Override
		public boolean allowUnconditionalUpdate() {
			return true;
		}

	}

	@Component
	class ClerksOnly implements ValidatingAdmission<Parcel> {

		@Override
		public void validate(AdmissionAttributes<Parcel> attributes) {
			if (!attributes.user().groups().contains("shop:clerks")) {
				throw attributes.forbidden("only clerks may create parcels");
			}
		}

		@Override
		public boolean handles(Operation operation) {
			return operation == Operation.CREATE;
		}

	}

	@Component
	class SenderLabel implements MutatingAdmission<Parcel> {

		@Override
		public void admit(AdmissionAttributes<Parcel> attributes) {
			Parcel parcel = attributes.object();
			if (attributes.operation() == Operation.CREATE && parcel != null && parcel.getMetadata() != null) {
				parcel.getMetadata().putLabelsItem("sender", attributes.user().name());
			}
		}

	}

	class Rules {

		@Bean
		@Order(1)
		ValidatingAdmission<Parcel> nothingOnItsWayIsDeleted() {
			return (attributes) -> {
				Parcel old = attributes.oldObject();
				if (attributes.operation() == Operation.DELETE && old != null && old.getStatus() != null
						&& "road".equals(old.getStatus().place())) {
					throw attributes.forbidden("it is on its way");
				}
			};
		}

	}

}
