package io.kubespring.apiserver.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.kubespring.apiserver.admission.AdmissionAttributes;
import io.kubespring.apiserver.admission.AdmissionPlugin;
import io.kubespring.apiserver.admission.MutatingAdmission;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.registry.DelegatingBackend;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Creator;
import io.kubespring.apiserver.resource.Deleter;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.Updater;
import io.kubespring.apiserver.strategy.Defaulter;
import io.kubespring.apiserver.strategy.ObjectValidator;
import io.kubespring.apiserver.write.HookedOrders.Order;
import io.kubespring.apiserver.write.HookedOrders.Spec;
import io.kubespring.apiserver.write.WriteRequest.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hooks of beans that hold their objects themselves.
 */
class DelegatedHookTests {

	private final List<String> calls = new ArrayList<>();

	private final Ledger ledger = new Ledger();

	private final ResourceDefinition definition = new ResourceDefinitionFactory(List.of(),
			List.of(AdmissionPlugin.of(new Recording())))
		.createAll(List.of(this.ledger))
		.get(0);

	private final DelegatedWriter writer = new DelegatedWriter(this.definition,
			new DelegatingBackend(this.definition, Schedulers.immediate()), NamespaceLookup.ANY);

	@Test
	void beanGetsWhatWasDefaultedAndAdmitted() {
		create(",'spec':{'product':'tea'}");
		assertThat(this.calls).containsExactly("default", "admit CREATE null", "validate 1", "create 1 by admission");
	}

	@Test
	void invalidObjectDoesNotReachTheBean() {
		assertThat(HookedPipeline.refused(() -> create(",'spec':{'quantity':-1}")).status().message()).isEqualTo(
				"Order.shop.example.com \"a\" is invalid: spec.quantity: Invalid value: -1: must not be negative");
		assertThat(this.calls).containsExactly("default", "admit CREATE null", "validate -1");
		assertThat(this.ledger.orders).isEmpty();
	}

	@Test
	void malformedObjectDoesNotReachTheBean() {
		assertThat(HookedPipeline.refused(() -> create(",'spec':{'quantity':'x'}")).status().message())
			.isEqualTo("Order in version \"v1\" cannot be handled as a Order: json: cannot unmarshal string into Go"
					+ " struct field Spec.spec.quantity of type int32");
		assertThat(this.calls).isEmpty();
	}

	@Test
	void updateShowsBothStates() {
		create(",'spec':{'quantity':2}");
		this.calls.clear();
		execute(new Mutation.Replace(HookedPipeline.order("{'name':'a'}", ",'spec':{'quantity':3}")));
		execute(new Mutation.MergePatched(HookedPipeline.json("{'spec':{'quantity':4}}")));
		assertThat(this.calls).containsExactly("default", "admit UPDATE 2", "validate 2 to 3", "update 3", "default",
				"admit UPDATE 3", "validate 3 to 4", "update 4");
	}

	@Test
	void deletionShowsTheOldObject() {
		create(",'spec':{'quantity':2}");
		this.calls.clear();
		execute(new Mutation.Delete(DeleteOptions.NONE));
		assertThat(this.calls).containsExactly("admit DELETE 2", "delete");
		assertThat(HookedPipeline.refused(() -> execute(new Mutation.Delete(DeleteOptions.NONE))).status().code())
			.isEqualTo(404);
	}

	private void create(String rest) {
		this.writer.execute(
				new WriteRequest(new ObjectKey("ns", ""), Part.OBJECT,
						new Mutation.Create(HookedPipeline.order("{'name':'a'}", rest)), false),
				new TestRequestContext());
	}

	private void execute(Mutation mutation) {
		this.writer.execute(new WriteRequest(new ObjectKey("ns", "a"), Part.OBJECT, mutation, false),
				new TestRequestContext());
	}

	@ApiResource(group = "shop.example.com", version = "v1")
	private final class Ledger implements Getter<Order>, Creator<Order>, Updater<Order>, Deleter<Order>,
			Defaulter<Order>, ObjectValidator<Order> {

		private final Map<String, Order> orders = new TreeMap<>();

		@Override
		public @Nullable Order get(String name, RequestContext context) {
			return this.orders.get(name);
		}

		@Override
		public Order create(Order order, RequestContext context) {
			DelegatedHookTests.this.calls
				.add("create " + order.getSpec().quantity() + " by " + order.getMetadata().getAnnotations().get("by"));
			this.orders.put(order.getMetadata().getName(), order);
			return order;
		}

		@Override
		public Order update(Order order, RequestContext context) {
			DelegatedHookTests.this.calls.add("update " + order.getSpec().quantity());
			this.orders.put(order.getMetadata().getName(), order);
			return order;
		}

		@Override
		public @Nullable Order delete(String name, DeleteOptions options, RequestContext context) {
			DelegatedHookTests.this.calls.add("delete");
			return this.orders.remove(name);
		}

		@Override
		public void setDefaults(Order order) {
			DelegatedHookTests.this.calls.add("default");
			if (order.getSpec().quantity() == null) {
				order.setSpec(order.getSpec().withQuantity(1));
			}
		}

		@Override
		public void validate(Order order, FieldErrors errors) {
			Spec spec = order.getSpec();
			DelegatedHookTests.this.calls.add("validate " + spec.quantity());
			if (spec.quantity() < 0) {
				errors.invalid("spec.quantity", spec.quantity(), "must not be negative");
			}
		}

		@Override
		public void validateUpdate(Order order, Order old, FieldErrors errors) {
			DelegatedHookTests.this.calls
				.add("validate " + old.getSpec().quantity() + " to " + order.getSpec().quantity());
		}

	}

	private final class Recording implements MutatingAdmission<Order> {

		@Override
		public void admit(AdmissionAttributes<Order> attributes) {
			Order old = attributes.oldObject();
			DelegatedHookTests.this.calls
				.add("admit " + attributes.operation() + " " + ((old != null) ? old.getSpec().quantity() : "null"));
			Order order = attributes.object();
			if (order != null) {
				order.getMetadata().putAnnotationsItem("by", "admission");
			}
		}

	}

}
