/**
 * All resources that are served, and the backends behind them.
 */
@NullMarked
package io.kubespring.apiserver.registry;

import org.jspecify.annotations.NullMarked;
