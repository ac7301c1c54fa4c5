/**
 * Handlers of resource requests: read, watch, write and connect.
 */
@NullMarked
package io.kubespring.apiserver.endpoint;

import org.jspecify.annotations.NullMarked;
