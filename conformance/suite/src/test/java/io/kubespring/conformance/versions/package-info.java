/**
 * Stories of kinds with several versions.
 */
@NullMarked
package io.kubespring.conformance.versions;

import org.jspecify.annotations.NullMarked;
