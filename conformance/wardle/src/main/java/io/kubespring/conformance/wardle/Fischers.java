package io.kubespring.conformance.wardle;

import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Scope;
import io.kubespring.apiserver.resource.StoredResource;

@ApiResource(group = "wardle.example.com", version = "v1alpha1", scope = Scope.CLUSTER, deprecated = true,
		deprecationWarning = "wardle.example.com/v1alpha1 Fischer is deprecated in v1.3+, unavailable in v1.10+")
class Fischers implements StoredResource<Fischer>, WardleStrategy {

}
