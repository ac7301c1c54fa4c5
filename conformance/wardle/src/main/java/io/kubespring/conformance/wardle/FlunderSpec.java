package io.kubespring.conformance.wardle;

import org.jspecify.annotations.Nullable;

record FlunderSpec(@Nullable String reference, @Nullable String referenceType) {

}
