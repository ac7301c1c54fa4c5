/**
 * kubectl shows the declared columns.
 */
@NullMarked
package io.kubespring.conformance.columns;

import org.jspecify.annotations.NullMarked;
