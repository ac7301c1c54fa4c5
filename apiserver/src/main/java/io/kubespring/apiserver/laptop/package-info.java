/**
 * Lets a cluster reach an application that runs outside of it, for as long as it runs.
 */
@NullMarked
package io.kubespring.apiserver.laptop;

import org.jspecify.annotations.NullMarked;
