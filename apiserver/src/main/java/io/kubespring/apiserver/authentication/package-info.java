/**
 * Who calls: the user behind a request, and what finds out.
 */
@NullMarked
package io.kubespring.apiserver.authentication;

import org.jspecify.annotations.NullMarked;
