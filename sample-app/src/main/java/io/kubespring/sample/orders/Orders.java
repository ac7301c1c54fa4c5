package io.kubespring.sample.orders;

import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.PrinterColumn;
import io.kubespring.apiserver.resource.ScaleSubresource;
import io.kubespring.apiserver.resource.StatusSubresource;
import io.kubespring.apiserver.resource.StoredResource;

@ApiResource(group = "shop.example.com", version = "v1", shortNames = "ord", categories = "all")
@StatusSubresource
@ScaleSubresource(specReplicasPath = ".spec.quantity", statusReplicasPath = ".status.packed")
@PrinterColumn(name = "Product", jsonPath = ".spec.product")
@PrinterColumn(name = "Quantity", jsonPath = ".spec.quantity", type = "integer")
@PrinterColumn(name = "Packed", jsonPath = ".status.packed", type = "integer", priority = 1)
@PrinterColumn(name = "Phase", jsonPath = ".status.phase")
@PrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = "date")
public class Orders implements StoredResource<Order> {

}
