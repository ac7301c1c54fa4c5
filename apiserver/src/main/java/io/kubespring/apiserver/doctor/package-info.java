/**
 * Finds out at which hop the way from a client through the cluster to this server is
 * broken.
 */
@NullMarked
package io.kubespring.apiserver.doctor;

import org.jspecify.annotations.NullMarked;
