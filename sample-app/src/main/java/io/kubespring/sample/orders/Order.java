package io.kubespring.sample.orders;

import io.kubespring.apiserver.resource.ApiObject;

public class Order extends ApiObject<OrderSpec, OrderStatus> {

}
