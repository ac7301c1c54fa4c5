/**
 * Hooks with which an application says what is particular to a resource.
 */
@NullMarked
package io.kubespring.apiserver.strategy;

import org.jspecify.annotations.NullMarked;
