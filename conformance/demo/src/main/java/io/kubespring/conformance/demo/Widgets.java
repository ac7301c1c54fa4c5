package io.kubespring.conformance.demo;

import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ScaleSubresource;
import io.kubespring.apiserver.resource.StatusSubresource;
import io.kubespring.apiserver.resource.StoredResource;

@ApiResource(group = "demo.example.com", version = "v1", shortNames = "wd", categories = "all")
@StatusSubresource
@ScaleSubresource(labelSelectorPath = ".status.selector")
class Widgets implements StoredResource<Widget> {

}
