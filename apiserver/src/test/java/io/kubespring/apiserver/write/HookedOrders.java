package io.kubespring.apiserver.write;

import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ScaleSubresource;
import io.kubespring.apiserver.resource.StatusSubresource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.strategy.Defaulter;
import io.kubespring.apiserver.strategy.ObjectValidator;
import io.kubespring.apiserver.strategy.Preparer;
import org.jspecify.annotations.Nullable;

/**
 * A resource with all hooks, which tell when they are called.
 */
@ApiResource(group = "shop.example.com", version = "v1")
@StatusSubresource
@ScaleSubresource(specReplicasPath = ".spec.quantity", statusReplicasPath = ".status.packed")
class HookedOrders implements StoredResource<HookedOrders.Order>, Defaulter<HookedOrders.Order>,
		Preparer<HookedOrders.Order>, ObjectValidator<HookedOrders.Order> {

	final List<String> calls = new ArrayList<>();

	Runnable whileValidating = () -> {
	};

	@Override
	public void setDefaults(Order order) {
		this.calls.add("default");
		Spec spec = order.getSpec();
		if (spec != null && spec.quantity() == null) {
			order.setSpec(spec.withQuantity(1));
		}
	}

	@Override
	public void prepareForCreate(Order order, RequestContext context) {
		this.calls.add("prepare " + order.getMetadata().getName());
		order.getMetadata().putAnnotationsItem("example.com/by", context.user().name());
	}

	@Override
	public void prepareForUpdate(Order order, Order old, RequestContext context) {
		this.calls.add("prepare " + quantity(old) + " to " + quantity(order));
		if (order.getSpec() != null && old.getSpec() != null) {
			order.setSpec(order.getSpec().withProduct(old.getSpec().product()));
		}
	}

	@Override
	public void validate(Order order, FieldErrors errors) {
		this.calls.add("validate " + quantity(order));
		this.whileValidating.run();
		if (order.getSpec() == null) {
			errors.required("spec", "");
			return;
		}
		if (order.getSpec().quantity() > 100) {
			errors.invalid("spec.quantity", order.getSpec().quantity(), "must not be more than 100");
		}
		if ("nothing".equals(order.getSpec().product())) {
			errors.notSupported("spec.product", order.getSpec().product(), List.of("tea", "coffee"));
		}
		if ("coffee".equals(order.getSpec().product())) {
			errors.warn("spec.product: coffee is sold out soon");
		}
	}

	@Override
	public void validateUpdate(Order order, Order old, FieldErrors errors) {
		this.calls.add("validate " + quantity(old) + " to " + quantity(order));
		validate(order, errors);
		if (order.getStatus() != null && "Lost".equals(order.getStatus().phase())) {
			errors.forbidden("status.phase", "nothing is lost");
		}
	}

	private static String quantity(Order order) {
		return (order.getSpec() != null) ? String.valueOf(order.getSpec().quantity()) : "none";
	}

	static class Order extends ApiObject<Spec, Status> {

	}

	record Spec(@Nullable String product, @Nullable Integer quantity, @Nullable List<Line> lines) {

		Spec withQuantity(Integer wanted) {
			return new Spec(this.product, wanted, this.lines);
		}

		Spec withProduct(@Nullable String wanted) {
			return new Spec(wanted, this.quantity, this.lines);
		}

	}

	record Line(String text) {

	}

	record Status(@Nullable String phase, @Nullable Integer packed) {

	}

}
