/**
 * What is asked: the one reading of a request's method and URL that authorization and
 * routing share.
 */
@NullMarked
package io.kubespring.apiserver.request;

import org.jspecify.annotations.NullMarked;
