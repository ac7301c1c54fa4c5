package io.kubespring.conformance.wardle;

import io.kubespring.apiserver.resource.ApiObject;

class Flunder extends ApiObject<FlunderSpec, FlunderStatus> {

}
