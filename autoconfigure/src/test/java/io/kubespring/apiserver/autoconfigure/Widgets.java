package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;

/**
 * A stored resource for tests.
 */
@ApiResource(group = "test.example.com", version = "v1")
class Widgets implements StoredResource<Widgets.Widget> {

	static class Widget extends ApiObject<WidgetSpec, Void> {

	}

	record WidgetSpec(String color) {

	}

}
