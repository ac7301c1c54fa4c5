/**
 * Deleting a namespace removes our objects and completes.
 */
@NullMarked
package io.kubespring.conformance.namespaces;

import org.jspecify.annotations.NullMarked;
