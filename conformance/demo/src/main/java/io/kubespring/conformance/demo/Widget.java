package io.kubespring.conformance.demo;

import io.kubespring.apiserver.resource.ApiObject;

class Widget extends ApiObject<WidgetSpec, WidgetStatus> {

}
