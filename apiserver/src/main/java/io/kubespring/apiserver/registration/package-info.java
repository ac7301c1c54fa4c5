/**
 * The APIService objects that announce this server to its cluster.
 */
@NullMarked
package io.kubespring.apiserver.registration;

import org.jspecify.annotations.NullMarked;
