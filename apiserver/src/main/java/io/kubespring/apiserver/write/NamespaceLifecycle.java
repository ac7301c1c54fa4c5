package io.kubespring.apiserver.write;

import java.util.List;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusCause;
import io.kubespring.apiserver.error.StatusDetails;
import io.kubespring.apiserver.meta.GroupResource;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.write.NamespaceLookup.UnknownNamespaceException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Lets new objects only into namespaces that exist and are not being emptied, after
 * {@code k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle}.
 */
final class NamespaceLifecycle {

	private static final Log logger = LogFactory.getLog(NamespaceLifecycle.class);

	private static final int RETRY_AFTER_SECONDS = 1;

	private final ResourceDefinition definition;

	private final NamespaceLookup namespaces;

	NamespaceLifecycle(ResourceDefinition definition, NamespaceLookup namespaces) {
		this.definition = definition;
		this.namespaces = namespaces;
	}

	/**
	 * Refuse a creation whose namespace does not take it. Blocks.
	 */
	void admit(Metadata metadata) {
		String namespace = metadata.namespace();
		if (!this.definition.namespaced() || namespace.isEmpty()) {
			return;
		}
		if (!this.namespaces.isSynced()) {
			throw ApiStatusException.forbidden(this.definition.groupResource(), claimedName(metadata),
					"not yet ready to handle request");
		}
		switch (phase(namespace)) {
			case MISSING -> throw ApiStatusException.notFound(new GroupResource("", "namespaces"), namespace);
			case TERMINATING -> throw terminating(claimedName(metadata), namespace);
			default -> {
			}
		}
	}

	private NamespaceLookup.Phase phase(String namespace) {
		try {
			return this.namespaces.phase(namespace);
		}
		catch (UnknownNamespaceException ex) {
			logger.warn("Refused to create " + this.definition.groupResource() + ": " + ex.getMessage());
			throw ApiStatusException.serviceUnavailable(
					"the cluster could not be asked for the namespace of the object; please try again",
					RETRY_AFTER_SECONDS);
		}
	}

	private static String claimedName(Metadata metadata) {
		String name = metadata.name().isEmpty() ? metadata.generateName() : metadata.name();
		return name.isEmpty() ? "Unknown" : name;
	}

	private ApiStatusException terminating(String name, String namespace) {
		Status status = ApiStatusException
			.forbidden(this.definition.groupResource(), name,
					"unable to create new content in namespace " + namespace + " because it is being terminated")
			.status();
		GroupResource resource = this.definition.groupResource();
		StatusCause cause = new StatusCause("NamespaceTerminating", "namespace " + namespace + " is being terminated",
				"metadata.namespace");
		return new ApiStatusException(Status.failure(status.code(), status.reason(), status.message(),
				new StatusDetails(name, resource.group(), resource.resource(), "", List.of(cause), 0)));
	}

}
