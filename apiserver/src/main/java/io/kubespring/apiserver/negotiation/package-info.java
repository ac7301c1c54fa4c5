/**
 * Media types: what a client accepts and what it sends.
 */
@NullMarked
package io.kubespring.apiserver.negotiation;

import org.jspecify.annotations.NullMarked;
