/**
 * Documents that say what is served: groups, resources, OpenAPI and the version.
 */
@NullMarked
package io.kubespring.apiserver.discovery;

import org.jspecify.annotations.NullMarked;
