package io.kubespring.conformance.demo;

import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Scope;
import io.kubespring.apiserver.resource.StoredResource;

@ApiResource(group = "demo.example.com", version = "v1", scope = Scope.CLUSTER)
class Gadgets implements StoredResource<Gadget> {

}
