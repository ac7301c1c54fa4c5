/**
 * Certificate authorities and serving certificates.
 */
@NullMarked
package io.kubespring.apiserver.certificate;

import org.jspecify.annotations.NullMarked;
