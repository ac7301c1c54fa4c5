package io.kubespring.apiserver.registry;

import java.util.List;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.meta.GroupVersionResource;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.TableColumn;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.request.Verb;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.resource.Deleter;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.Lister;
import io.kubespring.apiserver.resource.ObjectList;
import io.kubespring.apiserver.resource.PrinterColumn;
import io.kubespring.apiserver.resource.ReactiveGetter;
import io.kubespring.apiserver.resource.ScaleSubresource;
import io.kubespring.apiserver.resource.Scope;
import io.kubespring.apiserver.resource.StatusSubresource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.resource.Updater;
import io.kubespring.apiserver.strategy.TableConvertor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.web.server.WebHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ResourceDefinitionFactory}.
 */
class ResourceDefinitionFactoryTests {

	private final ResourceDefinitionFactory factory = new ResourceDefinitionFactory(List.of());

	@Test
	void storedResourceServesEveryVerbUnderDefaultNames() {
		ResourceDefinition definition = this.factory.create(new Policies());
		assertThat(definition.resource()).isEqualTo(new GroupVersionResource("shop.example.com", "v1", "policies"));
		assertThat(definition.kind()).isEqualTo(new GroupVersionKind("shop.example.com", "v1", "Policy"));
		assertThat(definition.listKind()).isEqualTo("PolicyList");
		assertThat(definition.singular()).isEqualTo("policy");
		assertThat(definition.scope()).isEqualTo(Scope.NAMESPACED);
		assertThat(definition.verbs()).containsExactlyInAnyOrder(Verb.values());
		assertThat(definition.stored()).isTrue();
		assertThat(definition.type()).isEqualTo(Policy.class);
		assertThat(definition.shortNames()).isEmpty();
		assertThat(definition.hasStatusSubresource()).isFalse();
		assertThat(definition.scale()).isNull();
		assertThat(definition.connectors()).isEmpty();
		assertThat(definition.table().columns()).extracting(TableColumn::name).containsExactly("Name", "Age");
	}

	@Test
	void attributesReplaceDefaultNames() {
		ResourceDefinition definition = this.factory.create(new Fleet());
		assertThat(definition.resource().resource()).isEqualTo("fleet");
		assertThat(definition.kind().kind()).isEqualTo("Car");
		assertThat(definition.listKind()).isEqualTo("Fleet");
		assertThat(definition.singular()).isEqualTo("vehicle");
		assertThat(definition.shortNames()).containsExactly("car", "cars");
		assertThat(definition.categories()).containsExactly("all");
		assertThat(definition.namespaced()).isFalse();
		assertThat(definition.storagePrefix()).isEqualTo("/shop.example.com/fleet/");
	}

	@Test
	void subresourcesAndColumnsAreRead() {
		ResourceDefinition definition = new ResourceDefinitionFactory(List.of(new Progress(), new Shells()))
			.create(new Orders());
		assertThat(definition.hasStatusSubresource()).isTrue();
		assertThat(definition.scale()).isEqualTo(new ScaleDefinition(List.of("spec", "size", "wanted"),
				List.of("status", "replicas"), List.of("status", "selector")));
		assertThat(definition.table().columns()).extracting(TableColumn::name)
			.containsExactly("Name", "Product", "Age");
		assertThat(definition.connectors()).hasSize(1);
		assertThat(definition.connector("progress")).isEqualTo(definition.connectors().get(0));
		assertThat(definition.connectors().get(0).methods()).containsExactly("GET", "POST");
		assertThat(definition.connector("shell")).isNull();
	}

	@Test
	void verbsFollowFromInterfaces() {
		assertThat(this.factory.create(new Readings()).verbs()).containsExactlyInAnyOrder(Verb.GET, Verb.LIST);
		assertThat(this.factory.create(new Readings()).stored()).isFalse();
		assertThat(this.factory.create(new Documents()).verbs()).containsExactlyInAnyOrder(Verb.GET, Verb.UPDATE,
				Verb.PATCH, Verb.DELETE);
		assertThat(this.factory.create(new Documents()).type()).isEqualTo(V1ConfigMap.class);
	}

	@Test
	void typeArgumentIsFoundInASuperclass() {
		ResourceDefinition definition = this.factory.create(new Secrets());
		assertThat(definition.type()).isEqualTo(V1Secret.class);
		assertThat(definition.kind().kind()).isEqualTo("V1Secret");
	}

	@Test
	void proxiedBeanIsReadByItsClass() {
		ProxyFactory proxies = new ProxyFactory(new Orders());
		proxies.setProxyTargetClass(true);
		ResourceDefinition subclass = this.factory.create(proxies.getProxy());
		assertThat(subclass.resource().resource()).isEqualTo("orders");
		assertThat(subclass.hasStatusSubresource()).isTrue();
		ResourceDefinition dynamic = this.factory.create(new ProxyFactory(new Readings()).getProxy());
		assertThat(dynamic.verbs()).containsExactlyInAnyOrder(Verb.GET, Verb.LIST);
		assertThat(dynamic.type()).isEqualTo(V1ConfigMap.class);
	}

	@Test
	void computedColumnsAreTheBeans() {
		assertThat(this.factory.create(new Computed()).table().columns()).extracting(TableColumn::name)
			.containsExactly("Name", "Entries");
	}

	@Test
	void missingTypeArgumentIsRefused() {
		refused(new Raw(), "the type argument of StoredResource is missing",
				"Name the Java type of the objects: StoredResource<YourType>.");
		refused(new AnyObject(), "the type argument of Lister is missing",
				"Name the Java type of the objects: Lister<YourType>.");
	}

	@Test
	void verbsOfDifferentTypesAreRefused() {
		refused(new TwoTypes(),
				"its verbs are of different types: Getter of io.kubernetes.client.openapi.models.V1ConfigMap,"
						+ " Lister of io.kubernetes.client.openapi.models.V1Secret",
				"Name one Java type in all interfaces.");
	}

	@Test
	void storedResourceThatAlsoServesVerbsIsRefused() {
		refused(new Mixed(), "it is a StoredResource, whose objects the store holds, and also serves [GET] itself",
				"Implement either StoredResource or verb interfaces.");
	}

	@Test
	void beanWithoutVerbsIsRefused() {
		refused(new Verbless(), "it implements neither StoredResource nor any verb interface",
				"Implement StoredResource<T>, or verb interfaces such as Getter<T> and Lister<T>.");
	}

	@Test
	void beanWithoutAnnotationIsRefused() {
		refused(new Object(), "it has no @ApiResource annotation", "Annotate the class.");
	}

	@Test
	void badNamesAreRefused() {
		refused(new BadGroup(), "the group 'shop' is not a DNS subdomain such as shop.example.com",
				"Set the attribute 'group' of @ApiResource to a DNS subdomain such as shop.example.com.");
		refused(new BadVersion(), "the version '1.0' is not a DNS label such as v1",
				"Set the attribute 'version' of @ApiResource to a DNS label such as v1.");
		refused(new BadPlural(), "the plural 'Orders' is not a DNS label such as orders",
				"Set the attribute 'plural' of @ApiResource to a DNS label such as orders.");
		refused(new BadKind(), "the kind 'order' is not a name in CamelCase such as Order",
				"Set the attribute 'kind' of @ApiResource to a name in CamelCase such as Order.");
		refused(new BadShortName(), "the shortNames 'a/b' is not a DNS label such as ord",
				"Set the attribute 'shortNames' of @ApiResource to a DNS label such as ord.");
		refused(new BadListKind(), "the listKind 'Order/List' is not a name in CamelCase such as OrderList",
				"Set the attribute 'listKind' of @ApiResource to a name in CamelCase such as OrderList.");
		refused(new BadCategory(), "the categories 'All Of It' is not a DNS label such as all",
				"Set the attribute 'categories' of @ApiResource to a DNS label such as all.");
	}

	@Test
	void badColumnIsRefused() {
		refused(new BadColumn(), "the path 'spec.product' does not begin with a dot",
				"Write the path as in a CustomResourceDefinition, such as .spec.product.");
	}

	@Test
	void scalePathOutsideSpecIsRefused() {
		refused(new BadScale(),
				"the path '.status.replicas' of @ScaleSubresource does not begin with .spec. or does not name a member",
				"Write the path as in a CustomResourceDefinition, such as .spec.replicas.");
		refused(new BadSelector(),
				"the path '.metadata.selector' of @ScaleSubresource does not begin with .status. or does not name a"
						+ " member",
				"Write the path as in a CustomResourceDefinition, such as .status.replicas.");
	}

	@Test
	void subresourceOfReadOnlyResourceIsRefused() {
		refused(new ReadOnlyStatus(), "it has a subresource status but does not both read and write objects",
				"Implement StoredResource<T>, or both Getter<T> and Updater<T>, or remove the annotation.");
	}

	@Test
	void connectorWithoutItsResourceIsRefused() {
		refused(new ResourceDefinitionFactory(List.of(new Shells())), List.of(new Orders()), Shells.class,
				"its resource " + Policies.class.getName() + " is not served");
		refused(new ResourceDefinitionFactory(List.of(new Unnamed())), List.of(new Orders()), Unnamed.class,
				"it is a Connector without an @ApiSubresource annotation");
		assertThat(
				new ResourceDefinitionFactory(List.of(new Shells())).createAll(List.of(new Orders(), new Policies())))
			.extracting((definition) -> definition.connectors().size())
			.containsExactly(0, 1);
	}

	@Test
	void connectorOfATakenNameIsRefused() {
		refused(new ResourceDefinitionFactory(List.of(new Progress(), new Progress())), List.of(new Orders()),
				Progress.class, "the subresource 'progress' of " + Orders.class.getName() + " is served twice");
		refused(new ResourceDefinitionFactory(List.of(new OtherStatus())), List.of(new Orders()), OtherStatus.class,
				"the subresource 'status' of " + Orders.class.getName() + " is served twice");
	}

	@Test
	void connectorOfUnknownMethodIsRefused() {
		refused(new ResourceDefinitionFactory(List.of(new Fetch())), List.of(new Orders()), Fetch.class,
				"the method 'FETCH' is none of [GET, POST, PUT, PATCH, DELETE]");
	}

	private void refused(Object bean, String description, String action) {
		assertThatExceptionOfType(InvalidResourceException.class).isThrownBy(() -> this.factory.create(bean))
			.withMessage(bean.getClass().getName() + ": " + description)
			.satisfies((ex) -> assertThat(ex.action()).isEqualTo(action))
			.satisfies((ex) -> assertThat(ex.beanType()).isEqualTo(bean.getClass()));
	}

	private static void refused(ResourceDefinitionFactory factory, List<?> beans, Class<?> type, String description) {
		assertThatExceptionOfType(InvalidResourceException.class).isThrownBy(() -> factory.createAll(beans))
			.withMessage(type.getName() + ": " + description)
			.satisfies((ex) -> assertThat(ex.action()).isNotEmpty());
	}

	static class Policy extends ApiObject<String, String> {

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class Policies implements StoredResource<Policy> {

	}

	@ApiResource(group = "shop.example.com", version = "v1", kind = "Car", listKind = "Fleet", plural = "fleet",
			singular = "vehicle", shortNames = { "car", "cars" }, categories = "all", scope = Scope.CLUSTER)
	static class Fleet implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1", kind = "Order")
	@StatusSubresource
	@ScaleSubresource(specReplicasPath = ".spec.size.wanted", labelSelectorPath = ".status.selector")
	@PrinterColumn(name = "Product", jsonPath = ".spec.product")
	@PrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = "date")
	static class Orders implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class Readings implements ReactiveGetter<V1ConfigMap>, Lister<V1ConfigMap> {

		@Override
		public Mono<V1ConfigMap> get(String name, RequestContext context) {
			return Mono.empty();
		}

		@Override
		public ObjectList<V1ConfigMap> list(ListOptions options, RequestContext context) {
			return ObjectList.of(List.of());
		}

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class Documents implements Getter<V1ConfigMap>, Updater<V1ConfigMap>, Deleter<V1ConfigMap> {

		@Override
		public @Nullable V1ConfigMap get(String name, RequestContext context) {
			return null;
		}

		@Override
		public V1ConfigMap update(V1ConfigMap object, RequestContext context) {
			return object;
		}

		@Override
		public @Nullable V1ConfigMap delete(String name, DeleteOptions options, RequestContext context) {
			return null;
		}

	}

	abstract static class Base<T extends KubernetesObject> implements StoredResource<T> {

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class Secrets extends Base<V1Secret> {

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class Computed implements StoredResource<V1ConfigMap>, TableConvertor<V1ConfigMap> {

		@Override
		public List<TableColumn> columns() {
			return List.of(new TableColumn("Entries", "integer", "", "", 0));
		}

		@Override
		public List<Integer> cells(V1ConfigMap object) {
			return List.of(object.getData().size());
		}

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	@SuppressWarnings("rawtypes")
	static class Raw implements StoredResource {

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class AnyObject implements Lister<KubernetesObject> {

		@Override
		public ObjectList<KubernetesObject> list(ListOptions options, RequestContext context) {
			return ObjectList.of(List.of());
		}

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class TwoTypes implements Getter<V1ConfigMap>, Lister<V1Secret> {

		@Override
		public @Nullable V1ConfigMap get(String name, RequestContext context) {
			return null;
		}

		@Override
		public ObjectList<V1Secret> list(ListOptions options, RequestContext context) {
			return ObjectList.of(List.of());
		}

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class Mixed implements StoredResource<V1ConfigMap>, Getter<V1ConfigMap> {

		@Override
		public @Nullable V1ConfigMap get(String name, RequestContext context) {
			return null;
		}

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class Verbless {

	}

	@ApiResource(group = "shop", version = "v1")
	static class BadGroup implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "1.0")
	static class BadVersion implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1", plural = "Orders")
	static class BadPlural implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1", kind = "order")
	static class BadKind implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1", shortNames = "a/b")
	static class BadShortName implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1", kind = "Order", listKind = "Order/List")
	static class BadListKind implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1", kind = "Order", categories = "All Of It")
	static class BadCategory implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	@PrinterColumn(name = "Product", jsonPath = "spec.product")
	static class BadColumn implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	@ScaleSubresource(specReplicasPath = ".status.replicas")
	static class BadScale implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	@ScaleSubresource(labelSelectorPath = ".metadata.selector")
	static class BadSelector implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	@StatusSubresource
	static class ReadOnlyStatus extends Readings {

	}

	abstract static class Connects implements Connector<V1ConfigMap> {

		@Override
		public WebHandler connect(V1ConfigMap object, RequestContext context) {
			return (exchange) -> Mono.empty();
		}

	}

	@ApiSubresource(of = Orders.class, name = "progress")
	static class Progress extends Connects {

	}

	@ApiSubresource(of = Policies.class, name = "shell", methods = "GET")
	static class Shells extends Connects {

	}

	@ApiSubresource(of = Orders.class, name = "status")
	static class OtherStatus extends Connects {

	}

	@ApiSubresource(of = Orders.class, name = "fetch", methods = "FETCH")
	static class Fetch extends Connects {

	}

	static class Unnamed extends Connects {

	}

}
