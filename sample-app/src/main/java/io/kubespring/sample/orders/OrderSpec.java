package io.kubespring.sample.orders;

import org.jspecify.annotations.Nullable;

public record OrderSpec(String product, @Nullable Integer quantity) {

}
