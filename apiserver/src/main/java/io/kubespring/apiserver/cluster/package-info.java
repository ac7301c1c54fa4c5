/**
 * Everything asked of the host cluster.
 */
@NullMarked
package io.kubespring.apiserver.cluster;

import org.jspecify.annotations.NullMarked;
