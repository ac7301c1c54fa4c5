/**
 * Whether the caller may: the decision about a request and what makes it.
 */
@NullMarked
package io.kubespring.apiserver.authorization;

import org.jspecify.annotations.NullMarked;
