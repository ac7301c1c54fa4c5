package io.kubespring.apiserver.discovery;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.registry.DelegatingBackend;
import io.kubespring.apiserver.registry.RegisteredResource;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.registry.ResourceRegistry;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.Lister;
import io.kubespring.apiserver.resource.ObjectList;
import io.kubespring.apiserver.resource.ScaleSubresource;
import io.kubespring.apiserver.resource.Scope;
import io.kubespring.apiserver.resource.StatusSubresource;
import io.kubespring.apiserver.resource.StoredResource;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.web.server.WebHandler;

/**
 * Widgets with every subresource, gadgets of the cluster, readings that can only be read.
 */
final class DemoResources {

	private DemoResources() {
	}

	static ResourceRegistry registry() {
		ResourceDefinitionFactory factory = new ResourceDefinitionFactory(List.of(new Echo()));
		return new ResourceRegistry(Stream.of(new Widgets(), new Gadgets(), new Readings(), new OldWidgets())
			.map(factory::create)
			.map((definition) -> new RegisteredResource(definition,
					new DelegatingBackend(definition, Schedulers.immediate())))
			.toList());
	}

	static class Widget extends ApiObject<WidgetSpec, WidgetStatus> {

	}

	record WidgetSpec(int size, @Nullable String color, List<Port> ports, Map<String, Integer> weights,
			@Nullable WidgetSpec parent) {

	}

	record Port(int port, String protocol) {

	}

	record WidgetStatus(@Nullable Integer replicas) {

	}

	static class Gadget extends ApiObject<WidgetSpec, WidgetStatus> {

	}

	static class Reading extends ApiObject<WidgetSpec, Void> {

	}

	@ApiResource(group = "demo.example.com", version = "v1", shortNames = "wd", categories = "all")
	@StatusSubresource
	@ScaleSubresource(labelSelectorPath = ".status.selector")
	static class Widgets implements StoredResource<Widget> {

	}

	@ApiResource(group = "demo.example.com", version = "v1beta1")
	static class OldWidgets implements StoredResource<Widget> {

	}

	@ApiResource(group = "demo.example.com", version = "v1", scope = Scope.CLUSTER)
	static class Gadgets implements StoredResource<Gadget> {

	}

	@ApiResource(group = "demo.example.com", version = "v1")
	static class Readings implements Getter<Reading>, Lister<Reading> {

		@Override
		public @Nullable Reading get(String name, RequestContext context) {
			return null;
		}

		@Override
		public ObjectList<Reading> list(ListOptions options, RequestContext context) {
			return ObjectList.of(List.of());
		}

	}

	@ApiSubresource(of = Widgets.class, name = "echo")
	static class Echo implements Connector<Widget> {

		@Override
		public WebHandler connect(Widget object, RequestContext context) {
			return (exchange) -> Mono.empty();
		}

	}

}
