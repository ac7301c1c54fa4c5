package io.kubespring.apiserver.registry;

import java.util.Arrays;
import java.util.List;

import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.meta.GroupVersionResource;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.StoredResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ResourceRegistry}, {@link ResourceDefinition} and {@link Plurals}.
 */
class ResourceRegistryTests {

	@Test
	void resourceIsFoundByGroupVersionAndPlural() {
		RegisteredResource orders = resource(new Orders());
		ResourceRegistry registry = new ResourceRegistry(List.of(orders, resource(new OldOrders())));
		assertThat(registry.find(new GroupVersionResource("shop.example.com", "v1", "orders"))).isSameAs(orders);
		assertThat(registry.find(new GroupVersionResource("shop.example.com", "v2", "orders"))).isNull();
		assertThat(registry.find(new GroupVersionResource("shop.example.com", "v1", "order"))).isNull();
	}

	@Test
	void groupVersionsComeInOrderOfPriority() {
		ResourceRegistry registry = new ResourceRegistry(
				List.of(resource(new OldOrders()), resource(new Cars()), resource(new Orders())));
		assertThat(registry.groupVersions()).containsExactly(new GroupVersion("fleet.example.com", "v1"),
				new GroupVersion("shop.example.com", "v1"), new GroupVersion("shop.example.com", "v1beta1"));
		assertThat(registry.all()).extracting((resource) -> resource.definition().resource().resource())
			.containsExactly("cars", "orders", "orders");
	}

	@Test
	void twoBeansForOneResourceAreRefused() {
		assertThatExceptionOfType(InvalidResourceException.class)
			.isThrownBy(() -> new ResourceRegistry(List.of(resource(new Orders()), resource(new OtherOrders()))))
			.withMessage(OtherOrders.class.getName() + ": it serves orders.shop.example.com in version v1, which "
					+ Orders.class.getName() + " serves too")
			.satisfies((ex) -> assertThat(ex.action())
				.isEqualTo("Remove one of the beans, or give one another group, version or plural name."));
	}

	@ParameterizedTest
	@CsvSource({ "v1 v1beta1 v1alpha1, v1alpha1 v1 v1beta1", "v10 v2 v1, v1 v2 v10",
			"v2 v1 v10beta3 v2beta1 v2alpha9 v1alpha1, v1alpha1 v2beta1 v10beta3 v2 v1 v2alpha9",
			"v1 v1alpha1 canary foo1, foo1 canary v1alpha1 v1", "v1 v99999999999999999999, v99999999999999999999 v1" })
	void versionsAreOrderedAsKubernetesOrdersThem(String ordered, String shuffled) {
		assertThat(Arrays.stream(shuffled.split(" ")).sorted(VersionOrder.HIGHEST_FIRST))
			.containsExactly(ordered.split(" "));
	}

	@ParameterizedTest
	@CsvSource({ "order, orders", "policy, policies", "gateway, gateways", "class, classes", "box, boxes",
			"branch, branches", "fish, fishes", "flunder, flunders", "y, ys" })
	void pluralsAreGuessed(String singular, String plural) {
		assertThat(Plurals.of(singular)).isEqualTo(plural);
	}

	@ParameterizedTest
	@CsvSource({ "apps, v1, Deployment, 8aSe+NMegvE=", "wardle.example.com, v1alpha1, Flunder, UHqNx5H3K7A=",
			"demo.example.com, v1, Widget, bQ1YHmG75GQ=" })
	void storageVersionHashIsTheReferences(String group, String version, String kind, String hash) {
		ResourceDefinition orders = resource(new Orders()).definition();
		ResourceDefinition definition = new ResourceDefinition(orders.bean(), orders.resource(),
				new GroupVersionKind(group, version, kind), orders.listKind(), orders.singular(), orders.scope(),
				orders.shortNames(), orders.categories(), orders.verbs(), orders.type(), orders.stored(),
				orders.table(), false, null, List.of(), ResourceHooks.NONE);
		assertThat(definition.storageVersionHash()).isEqualTo(hash);
	}

	private static RegisteredResource resource(Object bean) {
		ResourceDefinition definition = new ResourceDefinitionFactory(List.of()).create(bean);
		return new RegisteredResource(definition, new DelegatingBackend(definition, Schedulers.immediate()));
	}

	@ApiResource(group = "shop.example.com", version = "v1", kind = "Order")
	static class Orders implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1beta1", kind = "Order")
	static class OldOrders implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "fleet.example.com", version = "v1", kind = "Car")
	static class Cars implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1", kind = "Instruction", plural = "orders")
	static class OtherOrders implements Getter<V1ConfigMap> {

		@Override
		public @Nullable V1ConfigMap get(String name, RequestContext context) {
			return null;
		}

	}

}
