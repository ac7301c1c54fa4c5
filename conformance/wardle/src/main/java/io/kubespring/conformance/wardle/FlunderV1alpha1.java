package io.kubespring.conformance.wardle;

import io.kubespring.apiserver.resource.ApiObject;
import org.jspecify.annotations.Nullable;

class FlunderV1alpha1 extends ApiObject<FlunderV1alpha1.Spec, Flunder.Status> {

	record Spec(@Nullable String reference, @Nullable String referenceType) {

	}

}
