/**
 * The snippets of README and the documentation that are not part of the sample.
 */
@NullMarked
package io.kubespring.docs;

import org.jspecify.annotations.NullMarked;
