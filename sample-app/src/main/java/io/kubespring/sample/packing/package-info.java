/**
 * A subresource that answers with something else than an object.
 */
@NullMarked
package io.kubespring.sample.packing;

import org.jspecify.annotations.NullMarked;
