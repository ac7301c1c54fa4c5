/**
 * The reactive HTTP edge: the handler in front, its filters, health and life cycle.
 */
@NullMarked
package io.kubespring.apiserver.server;

import org.jspecify.annotations.NullMarked;
