package io.kubespring.apiserver.registry;

import java.util.Iterator;
import java.util.function.Supplier;

import io.kubespring.apiserver.codec.EncodedObject;

/**
 * Objects that answer a list; iterating does no more work than is asked for.
 *
 * @param resourceVersion the resource version that is shown, may be empty
 * @param objects begins an iteration over the objects in order
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ObjectSlice(String resourceVersion, Supplier<Iterator<EncodedObject>> objects) {

}
