/**
 * A real cluster core on loopback, the servers under test and their oracles.
 */
@NullMarked
package io.kubespring.conformance.cluster;

import org.jspecify.annotations.NullMarked;
