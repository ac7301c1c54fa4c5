/**
 * The storage SPI: keys, revisions and bytes, and a log to follow.
 */
@NullMarked
package io.kubespring.apiserver.storage;

import org.jspecify.annotations.NullMarked;
