/**
 * Errors that know how they look on the wire.
 */
@NullMarked
package io.kubespring.apiserver.error;

import org.jspecify.annotations.NullMarked;
