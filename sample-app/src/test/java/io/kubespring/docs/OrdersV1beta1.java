package io.kubespring.docs;

import io.kubespring.apiserver.resource.ApiVersion;
import io.kubespring.apiserver.resource.PrinterColumn;
import io.kubespring.apiserver.resource.ScaleSubresource;
import io.kubespring.apiserver.strategy.VersionConverter;
import io.kubespring.sample.orders.Order;
import io.kubespring.sample.orders.OrderSpec;
import io.kubespring.sample.orders.Orders;

@ApiVersion(of = Orders.class, version = "v1beta1", deprecated = true)
@ScaleSubresource(specReplicasPath = ".spec.count", statusReplicasPath = ".status.packed")
@PrinterColumn(name = "Item", jsonPath = ".spec.item")
class OrdersV1beta1 implements VersionConverter<OrderV1beta1, Order> {

	@Override
	public void toHub(OrderV1beta1 source, Order hub) {
		OrderV1beta1.Spec spec = source.getSpec();
		if (spec != null) {
			hub.setSpec(new OrderSpec(spec.item(), spec.count()));
		}
		hub.setStatus(source.getStatus());
	}

	@Override
	public void fromHub(Order hub, OrderV1beta1 target) {
		OrderSpec spec = hub.getSpec();
		if (spec != null) {
			target.setSpec(new OrderV1beta1.Spec(spec.product(), spec.quantity()));
		}
		target.setStatus(hub.getStatus());
	}

}
