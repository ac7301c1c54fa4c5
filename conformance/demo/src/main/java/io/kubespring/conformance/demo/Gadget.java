package io.kubespring.conformance.demo;

import io.kubespring.apiserver.resource.ApiObject;
import org.jspecify.annotations.Nullable;

class Gadget extends ApiObject<Gadget.Spec, Gadget.Status> {

	record Spec(@Nullable String label) {

	}

	record Status(@Nullable String phase) {

	}

}
