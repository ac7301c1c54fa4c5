/**
 * The one write path, free of HTTP.
 */
@NullMarked
package io.kubespring.apiserver.write;

import org.jspecify.annotations.NullMarked;
