package io.kubespring.conformance.wardle;

import io.kubespring.apiserver.resource.ApiObject;

class Anemone extends ApiObject<Anemone.Spec, Void> {

	record Spec(int tentacles) {

	}

}
