/**
 * Where the API can sit in front of a WebFlux application, and what each place costs.
 */
@NullMarked
package io.kubespring.benchmarks.edge;

import org.jspecify.annotations.NullMarked;
