/**
 * A stored kind with status, scale and columns.
 */
@NullMarked
package io.kubespring.sample.orders;

import org.jspecify.annotations.NullMarked;
