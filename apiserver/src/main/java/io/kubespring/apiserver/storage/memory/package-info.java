/**
 * A store in the memory of one process.
 */
@NullMarked
package io.kubespring.apiserver.storage.memory;

import org.jspecify.annotations.NullMarked;
