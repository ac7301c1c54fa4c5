package io.kubespring.apiserver.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Properties of the API server.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@ConfigurationProperties("apiserver")
public class ApiServerProperties {

	/**
	 * Whether the application extends a cluster or stands alone. By default 'cluster'
	 * inside a pod or when 'apiserver.cluster.kubeconfig' is set, otherwise 'standalone'.
	 */
	private @Nullable Mode mode;

	/**
	 * Whether the process ends when a request fails because there is no memory left.
	 */
	private boolean exitOnOutOfMemory = true;

	private final Cluster cluster = new Cluster();

	private final Standalone standalone = new Standalone();

	@NestedConfigurationProperty
	private final RegistrationProperties registration = new RegistrationProperties();

	private final Manifests manifests = new Manifests();

	@NestedConfigurationProperty
	private final RequestProperties request = new RequestProperties();

	private final Shutdown shutdown = new Shutdown();

	@NestedConfigurationProperty
	private final WatchProperties watch = new WatchProperties();

	@NestedConfigurationProperty
	private final StorageProperties storage = new StorageProperties();

	@NestedConfigurationProperty
	private final AuthenticationProperties authentication = new AuthenticationProperties();

	@NestedConfigurationProperty
	private final AuthorizationProperties authorization = new AuthorizationProperties();

	public @Nullable Mode getMode() {
		return this.mode;
	}

	public void setMode(@Nullable Mode mode) {
		this.mode = mode;
	}

	public boolean isExitOnOutOfMemory() {
		return this.exitOnOutOfMemory;
	}

	public void setExitOnOutOfMemory(boolean exitOnOutOfMemory) {
		this.exitOnOutOfMemory = exitOnOutOfMemory;
	}

	public Cluster getCluster() {
		return this.cluster;
	}

	public Standalone getStandalone() {
		return this.standalone;
	}

	public RegistrationProperties getRegistration() {
		return this.registration;
	}

	public Manifests getManifests() {
		return this.manifests;
	}

	public RequestProperties getRequest() {
		return this.request;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	public WatchProperties getWatch() {
		return this.watch;
	}

	public StorageProperties getStorage() {
		return this.storage;
	}

	public AuthenticationProperties getAuthentication() {
		return this.authentication;
	}

	public AuthorizationProperties getAuthorization() {
		return this.authorization;
	}

	/**
	 * Whom the application serves.
	 */
	public enum Mode {

		/**
		 * A cluster, through the aggregator of its kube-apiserver.
		 */
		CLUSTER,
		/**
		 * Its own clients, with a certificate authority of its own.
		 */
		STANDALONE

	}

	public static class Cluster {

		/**
		 * Kubeconfig file with which the host cluster is reached from outside of it. The
		 * user's own kubeconfig is never picked up.
		 */
		private @Nullable Path kubeconfig;

		/**
		 * What becomes of an application without the permissions that it needs in its
		 * cluster: with 'wait' it says what is missing and becomes ready when it is
		 * there, with 'fail' it does not start, with 'warn' it goes on.
		 */
		private MissingPermissions missingPermissions = MissingPermissions.WAIT;

		public MissingPermissions getMissingPermissions() {
			return this.missingPermissions;
		}

		public void setMissingPermissions(MissingPermissions missingPermissions) {
			this.missingPermissions = missingPermissions;
		}

		public @Nullable Path getKubeconfig() {
			return this.kubeconfig;
		}

		public void setKubeconfig(@Nullable Path kubeconfig) {
			this.kubeconfig = kubeconfig;
		}

		/**
		 * What becomes of an application without permissions that it needs.
		 */
		public enum MissingPermissions {

			/**
			 * It says what is missing and becomes ready when it is there.
			 */
			WAIT,
			/**
			 * It does not start.
			 */
			FAIL,
			/**
			 * It says what is missing and goes on.
			 */
			WARN

		}

	}

	public static class Standalone {

		/**
		 * Directory of the certificate authority, the keys and 'admin.kubeconfig'.
		 */
		private Path directory = Path.of("kubespring-standalone");

		public Path getDirectory() {
			return this.directory;
		}

		public void setDirectory(Path directory) {
			this.directory = directory;
		}

	}

	public static class Manifests {

		/**
		 * Image of the container in the manifests that are printed. By default 'latest'
		 * of the application's name.
		 */
		private @Nullable String image;

		public @Nullable String getImage() {
			return this.image;
		}

		public void setImage(@Nullable String image) {
			this.image = image;
		}

	}

	public static class Shutdown {

		/**
		 * Time for which everything is still served after readiness has begun to fail, so
		 * that load balancers learn of it.
		 */
		private Duration delay = Duration.ZERO;

		/**
		 * Whether requests that come after the delay are answered by 429 with
		 * Retry-After, which sends them to other replicas, and not by 503.
		 */
		private boolean sendRetryAfter;

		public Duration getDelay() {
			return this.delay;
		}

		public void setDelay(Duration delay) {
			this.delay = delay;
		}

		public boolean isSendRetryAfter() {
			return this.sendRetryAfter;
		}

		public void setSendRetryAfter(boolean sendRetryAfter) {
			this.sendRetryAfter = sendRetryAfter;
		}

	}

}
