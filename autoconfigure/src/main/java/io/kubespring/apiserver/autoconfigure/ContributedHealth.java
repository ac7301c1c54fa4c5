package io.kubespring.apiserver.autoconfigure;

import java.util.List;

import io.kubespring.apiserver.server.HealthCheck;

/**
 * Checks of others than the API server, known only when all beans are.
 */
interface ContributedHealth {

	/**
	 * The checks.
	 */
	List<HealthCheck> checks();

}
