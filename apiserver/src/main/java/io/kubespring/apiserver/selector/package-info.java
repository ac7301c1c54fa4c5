/**
 * Label and field selectors.
 */
@NullMarked
package io.kubespring.apiserver.selector;

import org.jspecify.annotations.NullMarked;
