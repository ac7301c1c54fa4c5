package io.kubespring.conformance.wardle;

import io.kubespring.apiserver.resource.ApiObject;
import org.jspecify.annotations.Nullable;

class Flunder extends ApiObject<Flunder.Spec, Flunder.Status> {

	record Spec(@Nullable String flunderReference, @Nullable String fischerReference, @Nullable String referenceType) {

	}

	record Status() {

	}

	static class V1alpha1 extends ApiObject<SpecV1alpha1, Status> {

	}

	record SpecV1alpha1(@Nullable String reference, @Nullable String referenceType) {

	}

}
