package io.kubespring.apiserver.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

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

	private final Cluster cluster = new Cluster();

	private final Standalone standalone = new Standalone();

	private final Registration registration = new Registration();

	private final Manifests manifests = new Manifests();

	private final Request request = new Request();

	private final Shutdown shutdown = new Shutdown();

	private final Watch watch = new Watch();

	private final Storage storage = new Storage();

	@NestedConfigurationProperty
	private final AuthenticationProperties authentication = new AuthenticationProperties();

	private final Authorization authorization = new Authorization();

	public @Nullable Mode getMode() {
		return this.mode;
	}

	public void setMode(@Nullable Mode mode) {
		this.mode = mode;
	}

	public Cluster getCluster() {
		return this.cluster;
	}

	public Standalone getStandalone() {
		return this.standalone;
	}

	public Registration getRegistration() {
		return this.registration;
	}

	public Manifests getManifests() {
		return this.manifests;
	}

	public Request getRequest() {
		return this.request;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	public Watch getWatch() {
		return this.watch;
	}

	public Storage getStorage() {
		return this.storage;
	}

	public AuthenticationProperties getAuthentication() {
		return this.authentication;
	}

	public Authorization getAuthorization() {
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

	public static class Registration {

		/**
		 * Whether the application applies its own APIService objects.
		 */
		private boolean enabled;

		/**
		 * File of the PEM certificates with which the cluster verifies the serving
		 * certificate. Left out of the APIService if not set, for somebody else to
		 * inject.
		 */
		private @Nullable Path caBundle;

		/**
		 * Whether the CA bundle of the APIService objects is ours. If not that field is
		 * left to somebody else, cert-manager for example.
		 */
		private boolean manageCaBundle = true;

		/**
		 * Annotations of the APIService objects.
		 */
		private Map<String, String> annotations = new LinkedHashMap<>();

		/**
		 * Whether APIService objects are taken over that lead to another Service, or that
		 * the cluster serves itself.
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
			 * Namespace of the Service in front of the application. By default the
			 * namespace of the pod.
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

	public static class Request {

		/**
		 * Longest body of a request.
		 */
		private DataSize maxBodySize = DataSize.ofMegabytes(3);

		/**
		 * Size of all bodies that are read or written at once; past it requests are
		 * answered by 429.
		 */
		private DataSize maxBodiesSize = DataSize.ofMegabytes(64);

		/**
		 * Number of objects of a collection that are deleted at once.
		 */
		private int deleteCollectionWorkers = 4;

		/**
		 * Longest time of a request that is neither a watch nor a connection. Clients can
		 * ask for less by the parameter 'timeout'.
		 */
		private Duration timeout = Duration.ofSeconds(60);

		/**
		 * Longest time of a create, update, patch or delete.
		 */
		private Duration writeTimeout = Duration.ofSeconds(34);

		/**
		 * Number of gets and lists that may be under way at once; 0 for no limit.
		 */
		private int maxInFlight = 400;

		/**
		 * Number of other requests that may be under way at once, watches and connections
		 * apart; 0 for no limit.
		 */
		private int maxMutatingInFlight = 200;

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

		public Duration getWriteTimeout() {
			return this.writeTimeout;
		}

		public void setWriteTimeout(Duration writeTimeout) {
			this.writeTimeout = writeTimeout;
		}

		public int getMaxInFlight() {
			return this.maxInFlight;
		}

		public void setMaxInFlight(int maxInFlight) {
			this.maxInFlight = maxInFlight;
		}

		public int getMaxMutatingInFlight() {
			return this.maxMutatingInFlight;
		}

		public void setMaxMutatingInFlight(int maxMutatingInFlight) {
			this.maxMutatingInFlight = maxMutatingInFlight;
		}

		public DataSize getMaxBodySize() {
			return this.maxBodySize;
		}

		public void setMaxBodySize(DataSize maxBodySize) {
			this.maxBodySize = maxBodySize;
		}

		public DataSize getMaxBodiesSize() {
			return this.maxBodiesSize;
		}

		public void setMaxBodiesSize(DataSize maxBodiesSize) {
			this.maxBodiesSize = maxBodiesSize;
		}

		public int getDeleteCollectionWorkers() {
			return this.deleteCollectionWorkers;
		}

		public void setDeleteCollectionWorkers(int deleteCollectionWorkers) {
			this.deleteCollectionWorkers = deleteCollectionWorkers;
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

	public static class Watch {

		/**
		 * Age up to which events are kept for watches that resume.
		 */
		private Duration history = Duration.ofSeconds(75);

		/**
		 * Size of the events that are kept per resource; past it the oldest go.
		 */
		private DataSize historySize = DataSize.ofMegabytes(64);

		/**
		 * Time between two bookmarks of a watch.
		 */
		private Duration bookmarkInterval = Duration.ofMinutes(1);

		/**
		 * Shortest time after which a watch ends whose client names none; the longest is
		 * twice that.
		 */
		private Duration minTimeout = Duration.ofMinutes(30);

		/**
		 * Longest wait for a resource version that is not there yet.
		 */
		private Duration freshnessTimeout = Duration.ofSeconds(3);

		public Duration getHistory() {
			return this.history;
		}

		public void setHistory(Duration history) {
			this.history = history;
		}

		public DataSize getHistorySize() {
			return this.historySize;
		}

		public void setHistorySize(DataSize historySize) {
			this.historySize = historySize;
		}

		public Duration getBookmarkInterval() {
			return this.bookmarkInterval;
		}

		public void setBookmarkInterval(Duration bookmarkInterval) {
			this.bookmarkInterval = bookmarkInterval;
		}

		public Duration getMinTimeout() {
			return this.minTimeout;
		}

		public void setMinTimeout(Duration minTimeout) {
			this.minTimeout = minTimeout;
		}

		public Duration getFreshnessTimeout() {
			return this.freshnessTimeout;
		}

		public void setFreshnessTimeout(Duration freshnessTimeout) {
			this.freshnessTimeout = freshnessTimeout;
		}

	}

	public static class Storage {

		private final Memory memory = new Memory();

		public Memory getMemory() {
			return this.memory;
		}

		public static class Memory {

			/**
			 * Age up to which the store in memory keeps past revisions.
			 */
			private Duration history = Duration.ofMinutes(5);

			/**
			 * Size of the past revisions that the store in memory keeps.
			 */
			private DataSize historySize = DataSize.ofMegabytes(64);

			/**
			 * Name of the Lease by which one process of a cluster holds its store in
			 * memory. By default the name of the application with "-store" behind it.
			 */
			private @Nullable String leaseName;

			public Duration getHistory() {
				return this.history;
			}

			public void setHistory(Duration history) {
				this.history = history;
			}

			public DataSize getHistorySize() {
				return this.historySize;
			}

			public void setHistorySize(DataSize historySize) {
				this.historySize = historySize;
			}

			public @Nullable String getLeaseName() {
				return this.leaseName;
			}

			public void setLeaseName(@Nullable String leaseName) {
				this.leaseName = leaseName;
			}

		}

	}

	public static class Authorization {

		/**
		 * Groups whose members may do everything, without asking.
		 */
		private Set<String> alwaysAllowGroups = Set.of("system:masters");

		/**
		 * Paths that everybody may ask for, resources never; a '*' at the end stands for
		 * all that begins so. By default '/healthz', '/readyz' and '/livez'.
		 */
		private List<String> alwaysAllowPaths = List.of("/healthz", "/readyz", "/livez");

		/**
		 * Whether callers may be somebody else by the constrained modes too, not only by
		 * the verb 'impersonate'.
		 */
		private boolean constrainedImpersonation = true;

		private final Cache cache = new Cache();

		public Set<String> getAlwaysAllowGroups() {
			return this.alwaysAllowGroups;
		}

		public void setAlwaysAllowGroups(Set<String> alwaysAllowGroups) {
			this.alwaysAllowGroups = alwaysAllowGroups;
		}

		public List<String> getAlwaysAllowPaths() {
			return this.alwaysAllowPaths;
		}

		public void setAlwaysAllowPaths(List<String> alwaysAllowPaths) {
			this.alwaysAllowPaths = alwaysAllowPaths;
		}

		public boolean isConstrainedImpersonation() {
			return this.constrainedImpersonation;
		}

		public void setConstrainedImpersonation(boolean constrainedImpersonation) {
			this.constrainedImpersonation = constrainedImpersonation;
		}

		public Cache getCache() {
			return this.cache;
		}

		public static class Cache {

			/**
			 * Time for which the permission of a request is remembered.
			 */
			private Duration allowedTtl = Duration.ofSeconds(10);

			/**
			 * Time for which the refusal of a request is remembered.
			 */
			private Duration deniedTtl = Duration.ofSeconds(10);

			public Duration getAllowedTtl() {
				return this.allowedTtl;
			}

			public void setAllowedTtl(Duration allowedTtl) {
				this.allowedTtl = allowedTtl;
			}

			public Duration getDeniedTtl() {
				return this.deniedTtl;
			}

			public void setDeniedTtl(Duration deniedTtl) {
				this.deniedTtl = deniedTtl;
			}

		}

	}

}
