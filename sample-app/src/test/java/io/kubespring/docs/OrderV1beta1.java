package io.kubespring.docs;

import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.sample.orders.OrderStatus;
import org.jspecify.annotations.Nullable;

class OrderV1beta1 extends ApiObject<OrderV1beta1.Spec, OrderStatus> {

	record Spec(String item, @Nullable Integer count) {

	}

}
