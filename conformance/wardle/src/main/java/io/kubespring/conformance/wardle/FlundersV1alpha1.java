package io.kubespring.conformance.wardle;

import io.kubespring.apiserver.resource.ApiVersion;
import io.kubespring.apiserver.strategy.VersionConverter;

import org.springframework.util.StringUtils;

@ApiVersion(of = Flunders.class, version = "v1alpha1", deprecated = true,
		deprecationWarning = "wardle.example.com/v1alpha1 Flunder is deprecated in v1.3+, unavailable in v1.10+")
class FlundersV1alpha1 implements VersionConverter<Flunder.V1alpha1, Flunder> {

	@Override
	public void toHub(Flunder.V1alpha1 source, Flunder hub) {
		Flunder.SpecV1alpha1 spec = source.getSpec();
		String reference = (spec != null) ? spec.reference() : null;
		String type = (spec != null) ? spec.referenceType() : null;
		boolean flunder = StringUtils.hasLength(type) ? type.equals("Flunder") : StringUtils.hasLength(reference);
		boolean fischer = "Fischer".equals(type);
		hub.setSpec(new Flunder.Spec(flunder ? reference : null, fischer ? reference : null,
				flunder ? "Flunder" : fischer ? "Fischer" : null));
		hub.setStatus(source.getStatus());
	}

	@Override
	public void fromHub(Flunder hub, Flunder.V1alpha1 target) {
		Flunder.Spec spec = hub.getSpec();
		String type = (spec != null) ? spec.referenceType() : null;
		String reference = (spec != null && "Flunder".equals(type)) ? spec.flunderReference()
				: (spec != null) ? spec.fischerReference() : null;
		target.setSpec(new Flunder.SpecV1alpha1(reference, type));
		target.setStatus(hub.getStatus());
	}

}
