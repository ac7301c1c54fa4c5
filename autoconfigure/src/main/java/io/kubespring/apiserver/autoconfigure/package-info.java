/**
 * Auto-configuration of the API server, one class per concern.
 */
@NullMarked
package io.kubespring.apiserver.autoconfigure;

import org.jspecify.annotations.NullMarked;
