package io.kubespring.conformance.wardle;

import java.util.Objects;

import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.strategy.Defaulter;
import io.kubespring.apiserver.strategy.ObjectValidator;

@ApiResource(group = "wardle.example.com", version = "v1beta1", storageVersion = "v1alpha1")
class Flunders implements StoredResource<Flunder>, Defaulter<Flunder>, ObjectValidator<Flunder>, WardleStrategy {

	@Override
	public void setDefaults(Flunder flunder) {
		if (flunder.getSpec() == null) {
			flunder.setSpec(new Flunder.Spec(null, null, null));
		}
		if (flunder.getStatus() == null) {
			flunder.setStatus(new Flunder.Status());
		}
	}

	@Override
	public void validate(Flunder flunder, FieldErrors errors) {
		Flunder.Spec spec = Objects.requireNonNull(flunder.getSpec());
		String type = Objects.requireNonNullElse(spec.referenceType(), "");
		String toFlunder = Objects.requireNonNullElse(spec.flunderReference(), "");
		String toFischer = Objects.requireNonNullElse(spec.fischerReference(), "");
		if (!toFlunder.isEmpty() && !toFischer.isEmpty()) {
			errors.invalid("spec.fischerReference", toFischer, "cannot be set with flunderReference at the same time");
		}
		else if (!toFlunder.isEmpty() && !type.equals("Flunder")) {
			errors.invalid("spec.flunderReference", toFlunder, "cannot be set if referenceType is not Flunder");
		}
		else if (!toFischer.isEmpty() && !type.equals("Fischer")) {
			errors.invalid("spec.fischerReference", toFischer, "cannot be set if referenceType is not Fischer");
		}
		else if (toFischer.isEmpty() && type.equals("Fischer")) {
			errors.invalid("spec.fischerReference", toFischer, "cannot be empty if referenceType is Fischer");
		}
		else if (toFlunder.isEmpty() && type.equals("Flunder")) {
			errors.invalid("spec.flunderReference", toFlunder, "cannot be empty if referenceType is Flunder");
		}
		if (!type.isEmpty() && !type.equals("Flunder") && !type.equals("Fischer")) {
			errors.invalid("spec.referenceType", type, "must be Flunder or Fischer");
		}
	}

	@Override
	public void validateUpdate(Flunder flunder, Flunder old, FieldErrors errors) {
	}

}
