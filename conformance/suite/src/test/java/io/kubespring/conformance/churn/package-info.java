/**
 * Clients of all kinds keep up with many writers and miss nothing.
 */
@NullMarked
package io.kubespring.conformance.churn;

import org.jspecify.annotations.NullMarked;
