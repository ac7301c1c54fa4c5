package io.kubespring.apiserver.doctor;

/**
 * The hops of a request's way to this server, in the order in which one breaks the
 * others.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public enum Hop {

	/**
	 * The cluster answers this application.
	 */
	CLUSTER,
	/**
	 * The application's clock and the cluster's agree.
	 */
	CLOCK,
	/**
	 * The application may do in the cluster what it needs.
	 */
	PERMISSIONS,
	/**
	 * The application may use its store, which another process may hold.
	 */
	STORE,
	/**
	 * The APIService object exists and leads here.
	 */
	API_SERVICE,
	/**
	 * The Service exists and has the port.
	 */
	SERVICE,
	/**
	 * The Service has a ready endpoint.
	 */
	ENDPOINTS,
	/**
	 * The cluster can verify the serving certificate.
	 */
	CERTIFICATE,
	/**
	 * The application knows the cluster's front proxies.
	 */
	FRONT_PROXY,
	/**
	 * The aggregator's own checks succeed.
	 */
	AVAILABLE,
	/**
	 * Discovery is answered through the cluster.
	 */
	DISCOVERY,
	/**
	 * The schema is answered through the cluster.
	 */
	OPENAPI

}
