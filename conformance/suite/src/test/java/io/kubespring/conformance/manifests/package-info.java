/**
 * The sample manifests are accepted by a cluster.
 */
@NullMarked
package io.kubespring.conformance.manifests;

import org.jspecify.annotations.NullMarked;
