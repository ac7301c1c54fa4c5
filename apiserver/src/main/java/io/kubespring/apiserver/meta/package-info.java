/**
 * Names, keys and options of the Kubernetes API, free of any framework.
 */
@NullMarked
package io.kubespring.apiserver.meta;

import org.jspecify.annotations.NullMarked;
