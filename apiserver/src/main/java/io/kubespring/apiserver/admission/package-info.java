/**
 * Hooks with which an application decides about requests after they were authorized.
 */
@NullMarked
package io.kubespring.apiserver.admission;

import org.jspecify.annotations.NullMarked;
