/**
 * Acting as somebody else: who is wanted, and whether the caller may be that user.
 */
@NullMarked
package io.kubespring.apiserver.impersonation;

import org.jspecify.annotations.NullMarked;
