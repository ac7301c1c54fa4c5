/**
 * What an application needs in its cluster: permissions, and the objects that bring it
 * there.
 */
@NullMarked
package io.kubespring.apiserver.installation;

import org.jspecify.annotations.NullMarked;
