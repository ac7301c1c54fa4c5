/**
 * What is broken on the way through the cluster is found.
 */
@NullMarked
package io.kubespring.conformance.doctor;

import org.jspecify.annotations.NullMarked;
