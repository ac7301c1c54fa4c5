package io.kubespring.apiserver.autoconfigure;

import java.nio.file.Path;

import io.kubespring.apiserver.cluster.AuthenticationConfigMap;
import io.kubespring.apiserver.cluster.ClusterTrust;
import io.kubespring.apiserver.cluster.HostCluster;
import org.jspecify.annotations.Nullable;

/**
 * The host cluster and whom it trusts, as configured.
 */
final class HostClusters {

	private HostClusters() {
	}

	static HostCluster of(ApiServerProperties properties) {
		Path kubeconfig = properties.getCluster().getKubeconfig();
		return (kubeconfig != null) ? HostCluster.fromKubeconfig(kubeconfig) : HostCluster.inCluster();
	}

	static ClusterTrust trust(@Nullable AuthenticationConfigMap lookup, ApiServerProperties properties) {
		AuthenticationProperties authentication = properties.getAuthentication();
		AuthenticationProperties.RequestHeader requestHeader = authentication.getRequestHeader();
		return new ClusterTrust(lookup, authentication.isTolerateLookupFailure(), authentication.getClientCaFile(),
				requestHeader.getClientCaFile(), requestHeader.names());
	}

}
