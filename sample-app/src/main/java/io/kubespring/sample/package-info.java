/**
 * The order service of a shop, one package per story.
 */
@NullMarked
package io.kubespring.sample;

import org.jspecify.annotations.NullMarked;
