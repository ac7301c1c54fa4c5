package io.kubespring.conformance.wardle;

import io.kubespring.apiserver.resource.ApiVersion;
import io.kubespring.apiserver.strategy.VersionConverter;
import org.jspecify.annotations.Nullable;

@ApiVersion(of = Flunders.class, version = "v1alpha1", deprecated = true,
		deprecationWarning = "wardle.example.com/v1alpha1 Flunder is deprecated in v1.3+, unavailable in v1.10+")
class FlundersV1alpha1 implements VersionConverter<FlunderV1alpha1, Flunder> {

	@Override
	public void toHub(FlunderV1alpha1 source, Flunder hub) {
		FlunderV1alpha1.Spec spec = source.getSpec();
		String reference = (spec != null) ? spec.reference() : null;
		String type = (spec != null) ? spec.referenceType() : null;
		if (isEmpty(type) && !isEmpty(reference)) {
			type = "Flunder";
		}
		hub.setSpec("Flunder".equals(type) ? new Flunder.Spec(reference, null, type) : "Fischer".equals(type)
				? new Flunder.Spec(null, reference, type) : new Flunder.Spec(null, null, null));
		hub.setStatus(source.getStatus());
	}

	private static boolean isEmpty(@Nullable String text) {
		return text == null || text.isEmpty();
	}

	@Override
	public void fromHub(Flunder hub, FlunderV1alpha1 target) {
		Flunder.Spec spec = hub.getSpec();
		String type = (spec != null) ? spec.referenceType() : null;
		target.setSpec("Flunder".equals(type) ? new FlunderV1alpha1.Spec(spec.flunderReference(), type)
				: "Fischer".equals(type) ? new FlunderV1alpha1.Spec(spec.fischerReference(), type)
						: new FlunderV1alpha1.Spec(null, null));
		target.setStatus(hub.getStatus());
	}

}
