package io.kubespring.apiserver.admission;

import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.meta.GroupVersionResource;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.request.WriteOptions;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request whatever its object is.
 *
 * @param operation what is done
 * @param kind the kind of the objects
 * @param resource the resource
 * @param subresource the subresource, may be empty
 * @param key the object; its name is empty where none was given
 * @param dryRun whether nothing will be written
 * @param writeOptions the options of a creation or an update
 * @param deleteOptions the options of a deletion
 * @author The kubespring authors
 * @since 0.1.0
 */
public record AdmissionRequest(Operation operation, GroupVersionKind kind, GroupVersionResource resource,
		String subresource, ObjectKey key, boolean dryRun, @Nullable WriteOptions writeOptions,
		@Nullable DeleteOptions deleteOptions) {

}
