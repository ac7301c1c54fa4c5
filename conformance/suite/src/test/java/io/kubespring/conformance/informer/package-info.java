/**
 * Informers stay right while the server restarts.
 */
@NullMarked
package io.kubespring.conformance.informer;

import org.jspecify.annotations.NullMarked;
