/**
 * An application outside of the cluster serves it while it runs.
 */
@NullMarked
package io.kubespring.conformance.laptop;

import org.jspecify.annotations.NullMarked;
