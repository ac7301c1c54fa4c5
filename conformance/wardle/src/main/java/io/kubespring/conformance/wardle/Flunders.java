package io.kubespring.conformance.wardle;

import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.strategy.Defaulter;
import io.kubespring.apiserver.strategy.ObjectValidator;
import io.kubespring.apiserver.strategy.WriteStrategy;

@ApiResource(group = "wardle.example.com", version = "v1beta1", storageVersion = "v1alpha1")
class Flunders implements StoredResource<Flunder>, Defaulter<Flunder>, ObjectValidator<Flunder>, WriteStrategy {

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
		Flunder.Spec spec = flunder.getSpec();
		String type = (spec != null && spec.referenceType() != null) ? spec.referenceType() : "";
		String toFlunder = (spec != null && spec.flunderReference() != null) ? spec.flunderReference() : "";
		String toFischer = (spec != null && spec.fischerReference() != null) ? spec.fischerReference() : "";
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

	@Override
	public boolean tracksGeneration() {
		return false;
	}

	@Override
	public NameRule nameRule() {
		return NameRule.PATH_SEGMENT;
	}

}
