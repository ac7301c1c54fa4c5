package io.kubespring.apiserver.server;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

import io.kubespring.apiserver.discovery.VersionInfo;
import io.kubespring.apiserver.endpoint.EndpointEnvironment;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import io.kubespring.apiserver.write.NamespaceLookup;

/**
 * How an {@link ApiServer} behaves.
 *
 * @param endpoint what handlers share
 * @param watchCache bounds and intervals of caches
 * @param version the application's version
 * @param namespaces where objects may be created
 * @param random makes names and uids
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ApiServerSettings(EndpointEnvironment endpoint, WatchCacheSettings watchCache, VersionInfo version,
		NamespaceLookup namespaces, RandomGenerator random) {

	/**
	 * Settings of a server that extends no cluster.
	 * @param endpoint what handlers share
	 * @param watchCache bounds and intervals of caches
	 * @param version the application's version
	 */
	public ApiServerSettings(EndpointEnvironment endpoint, WatchCacheSettings watchCache, VersionInfo version) {
		this(endpoint, watchCache, version, NamespaceLookup.ANY);
	}

	/**
	 * Settings with random names and uids that nobody can guess.
	 * @param endpoint what handlers share
	 * @param watchCache bounds and intervals of caches
	 * @param version the application's version
	 * @param namespaces where objects may be created
	 */
	public ApiServerSettings(EndpointEnvironment endpoint, WatchCacheSettings watchCache, VersionInfo version,
			NamespaceLookup namespaces) {
		this(endpoint, watchCache, version, namespaces, new SecureRandom());
	}

}
