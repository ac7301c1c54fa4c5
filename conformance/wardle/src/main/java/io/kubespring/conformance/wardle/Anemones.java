package io.kubespring.conformance.wardle;

import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Scope;
import io.kubespring.apiserver.resource.StoredResource;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * What a later version of the application serves besides, which sample-apiserver never
 * does.
 */
@ApiResource(group = "wardle.example.com", version = "v1alpha1", scope = Scope.CLUSTER)
@ConditionalOnProperty("wardle.later")
class Anemones implements StoredResource<Anemone> {

}
