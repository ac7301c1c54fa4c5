/**
 * The current state of a resource and its recent events, shared by all readers.
 */
@NullMarked
package io.kubespring.apiserver.watchcache;

import org.jspecify.annotations.NullMarked;
