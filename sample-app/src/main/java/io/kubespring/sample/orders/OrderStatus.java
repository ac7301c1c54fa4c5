package io.kubespring.sample.orders;

import org.jspecify.annotations.Nullable;

public record OrderStatus(@Nullable String phase, @Nullable Integer packed) {

}
