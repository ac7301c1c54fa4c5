/**
 * RBAC of the cluster decides who may do what.
 */
@NullMarked
package io.kubespring.conformance.rbac;

import org.jspecify.annotations.NullMarked;
