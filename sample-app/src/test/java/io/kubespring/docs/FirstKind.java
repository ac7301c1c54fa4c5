package io.kubespring.docs;

import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import org.jspecify.annotations.Nullable;

/**
 * Holds the four types of README and the tutorial.
 */
interface FirstKind {

	@ApiResource(group = "shop.example.com", version = "v1", shortNames = "ord")
	class Orders implements StoredResource<Order> {

	}

	class Order extends ApiObject<OrderSpec, OrderStatus> {

	}

	record OrderSpec(String product, @Nullable Integer replicas) {

	}

	record OrderStatus(@Nullable Integer replicas, @Nullable String phase) {

	}

}
