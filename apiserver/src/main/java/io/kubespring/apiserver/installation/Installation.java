package io.kubespring.apiserver.installation;

import io.kubespring.apiserver.registration.ServiceReference;
import org.jspecify.annotations.Nullable;

/**
 * How an application is installed.
 *
 * @param name the name of its objects and of its ServiceAccount
 * @param service its Service; the application's objects are in the same namespace
 * @param needs what it asks its cluster for
 * @param image the image of its container
 * @param containerPort the port it listens on
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Installation(String name, ServiceReference service, Needs needs, String image, int containerPort) {

	String namespace() {
		return this.service.namespace();
	}

	/**
	 * What an application asks its cluster for.
	 *
	 * @param trust whether it asks whom to trust
	 * @param registration whether it applies its APIServices itself
	 * @param storeLease the Lease of its memory store, {@code null} if it has none
	 * @param certificate where its serving certificate comes from
	 * @param secret the Secret with the serving certificate
	 * @param laptop whether it makes its Service itself, to be reached outside of the
	 * cluster, and removes what it made
	 */
	public record Needs(boolean trust, boolean registration, @Nullable String storeLease, Certificate certificate,
			String secret, boolean laptop) {

		/**
		 * Needs of an application in its cluster.
		 * @param trust whether it asks whom to trust
		 * @param registration whether it applies its APIServices itself
		 * @param storeLease the Lease of its memory store, {@code null} if it has none
		 * @param certificate where its serving certificate comes from
		 * @param secret the Secret with the serving certificate
		 */
		public Needs(boolean trust, boolean registration, @Nullable String storeLease, Certificate certificate,
				String secret) {
			this(trust, registration, storeLease, certificate, secret, false);
		}

	}

	/**
	 * Where a serving certificate comes from.
	 */
	public enum Certificate {

		/**
		 * From files of a Secret that somebody else fills.
		 */
		FILES,
		/**
		 * From a Secret that the application fills itself.
		 */
		SECRET,
		/**
		 * From a signer of the cluster.
		 */
		CSR,
		/**
		 * From the memory of the process.
		 */
		MEMORY

	}

}
