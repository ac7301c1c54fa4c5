package io.kubespring.conformance.demo;

import io.kubespring.apiserver.resource.ApiObject;

class Ledger extends ApiObject<Void, Void> {

}
