/**
 * JSON patch and merge patch as pure functions on trees.
 */
@NullMarked
package io.kubespring.apiserver.patch;

import org.jspecify.annotations.NullMarked;
