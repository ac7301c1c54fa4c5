package io.kubespring.apiserver.autoconfigure;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Properties of how the application announces itself to its cluster.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class RegistrationProperties {

	/**
	 * Whether the application applies its own APIService objects.
	 */
	private boolean enabled;

	/**
	 * File of the PEM certificates with which the cluster verifies the serving
	 * certificate. Left out of the APIService if not set, for somebody else to inject.
	 */
	private @Nullable Path caBundle;

	/**
	 * Whether the CA bundle of the APIService objects is ours. If not that field is left
	 * to somebody else, cert-manager for example.
	 */
	private boolean manageCaBundle = true;

	/**
	 * Annotations of the APIService objects.
	 */
	private Map<String, String> annotations = new LinkedHashMap<>();

	/**
	 * Whether APIService objects are taken over that lead to another Service, or that the
	 * cluster serves itself.
	 */
	private boolean force;

	private final Service service = new Service();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable Path getCaBundle() {
		return this.caBundle;
	}

	public void setCaBundle(@Nullable Path caBundle) {
		this.caBundle = caBundle;
	}

	public boolean isManageCaBundle() {
		return this.manageCaBundle;
	}

	public void setManageCaBundle(boolean manageCaBundle) {
		this.manageCaBundle = manageCaBundle;
	}

	public Map<String, String> getAnnotations() {
		return this.annotations;
	}

	public void setAnnotations(Map<String, String> annotations) {
		this.annotations = annotations;
	}

	public boolean isForce() {
		return this.force;
	}

	public void setForce(boolean force) {
		this.force = force;
	}

	public Service getService() {
		return this.service;
	}

	public static class Service {

		/**
		 * Namespace of the Service in front of the application. By default the namespace
		 * of the pod.
		 */
		private @Nullable String namespace;

		/**
		 * Name of the Service in front of the application.
		 */
		private @Nullable String name;

		/**
		 * Port of the Service in front of the application.
		 */
		private int port = 443;

		public @Nullable String getNamespace() {
			return this.namespace;
		}

		public void setNamespace(@Nullable String namespace) {
			this.namespace = namespace;
		}

		public @Nullable String getName() {
			return this.name;
		}

		public void setName(@Nullable String name) {
			this.name = name;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

	}

}
