package io.kubespring.apiserver.installation;

import java.util.List;

/**
 * A grant of which something is missing.
 *
 * @param grant the grant
 * @param accesses what the application may not do of it
 * @author The kubespring authors
 * @since 0.1.0
 */
public record MissingGrant(Grant grant, List<ResourceAccess> accesses) {

	public MissingGrant {
		accesses = List.copyOf(accesses);
	}

}
