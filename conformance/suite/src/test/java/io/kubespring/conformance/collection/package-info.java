/**
 * Garbage is collected between our kinds and built-in ones.
 */
@NullMarked
package io.kubespring.conformance.collection;

import org.jspecify.annotations.NullMarked;
