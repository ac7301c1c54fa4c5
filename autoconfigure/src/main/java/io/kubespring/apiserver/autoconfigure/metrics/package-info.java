/**
 * Counts and times who is let in, under the names of {@code k8s.io/apiserver}, where
 * Micrometer is.
 */
@NullMarked
package io.kubespring.apiserver.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
