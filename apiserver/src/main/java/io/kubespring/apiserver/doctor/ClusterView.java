package io.kubespring.apiserver.doctor;

import reactor.core.publisher.Mono;

/**
 * Looks at the cluster as the application.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface ClusterView {

	/**
	 * Get a document.
	 * @param path the path with the query
	 * @return the answer; never fails
	 */
	Mono<ClusterAnswer> get(String path);

	/**
	 * Ask who the application is; the answer is an object that the cluster made just now.
	 * @return the answer; never fails
	 */
	Mono<ClusterAnswer> whoAmI();

}
