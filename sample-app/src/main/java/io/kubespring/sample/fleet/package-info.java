/**
 * A read-only view of another system, without a store.
 */
@NullMarked
package io.kubespring.sample.fleet;

import org.jspecify.annotations.NullMarked;
