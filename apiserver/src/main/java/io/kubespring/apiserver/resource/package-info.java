/**
 * What an application writes first: annotations, verb interfaces and base types of
 * resources.
 */
@NullMarked
package io.kubespring.apiserver.resource;

import org.jspecify.annotations.NullMarked;
