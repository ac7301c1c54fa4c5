package io.kubespring.conformance.demo;

import org.jspecify.annotations.Nullable;

record WidgetStatus(@Nullable Integer replicas, @Nullable String selector, @Nullable String phase) {

}
