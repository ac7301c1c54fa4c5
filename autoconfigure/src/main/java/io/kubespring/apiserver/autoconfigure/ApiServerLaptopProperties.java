package io.kubespring.apiserver.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of an application that runs on a developer's machine and serves a cluster
 * for as long as it runs.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@ConfigurationProperties("apiserver.laptop")
public class ApiServerLaptopProperties {

	/**
	 * Name or address by which kube-apiserver reaches this machine, with a port behind it
	 * if that is not 'server.port'. If set, the application makes its Service and its
	 * APIServices itself and removes them when it ends.
	 */
	private @Nullable String address;

	/**
	 * Name of the Service to make. By default that of the Service in front of the
	 * application in its cluster, or of the application, with "-laptop" behind it.
	 */
	private @Nullable String serviceName;

	public @Nullable String getAddress() {
		return this.address;
	}

	public void setAddress(@Nullable String address) {
		this.address = address;
	}

	public @Nullable String getServiceName() {
		return this.serviceName;
	}

	public void setServiceName(@Nullable String serviceName) {
		this.serviceName = serviceName;
	}

}
