/**
 * Every kubectl verb works as on a custom resource.
 */
@NullMarked
package io.kubespring.conformance.kubectl;

import org.jspecify.annotations.NullMarked;
