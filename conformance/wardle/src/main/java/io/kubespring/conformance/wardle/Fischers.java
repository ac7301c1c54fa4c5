package io.kubespring.conformance.wardle;

import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Scope;
import io.kubespring.apiserver.resource.StoredResource;

@ApiResource(group = "wardle.example.com", version = "v1alpha1", scope = Scope.CLUSTER)
class Fischers implements StoredResource<Fischer> {

}
