package io.kubespring.apiserver.cluster;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.credentials.RefreshAuthentication;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The cluster this server extends: an {@link ApiClient} for everything that is asked of
 * it. Where the cluster is must be said, by a kubeconfig file or by running in a pod; a
 * user's own kubeconfig is never looked for, and there is no default address.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HostCluster implements AutoCloseable {

	private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

	/**
	 * A token is good for at least ten seconds more when it is read a minute before.
	 */
	private static final Duration TOKEN_REFRESH = Duration.ofSeconds(50);

	/**
	 * As client-go: a connection that is dead is noticed within this time.
	 */
	private static final Duration PING_INTERVAL = Duration.ofSeconds(30);

	private static final int MAX_CONCURRENT_REQUESTS = 256;

	private static final int MAX_CONCURRENT_TOKEN_REVIEWS = 128;

	/**
	 * Longer than the reviewer's own, which covers all attempts.
	 */
	private static final Duration TOKEN_REVIEW_LIMIT = Duration.ofSeconds(30);

	private final ApiClient apiClient;

	private final String namespace;

	private final ExecutorService executor;

	private final HostCalls calls = new HostCalls();

	private final HostApi api;

	private final Dispatcher reviewDispatcher;

	private final HostApi tokenApi;

	private HostCluster(ClientBuilder builder, @Nullable CaFileTrustManager trust, String namespace) {
		builder.setPingInterval(PING_INTERVAL);
		this.apiClient = builder.build();
		this.namespace = namespace;
		CustomizableThreadFactory threads = new CustomizableThreadFactory("kubespring-host-");
		threads.setDaemon(true);
		this.executor = Executors.newCachedThreadPool(threads);
		OkHttpClient.Builder http = this.apiClient.getHttpClient()
			.newBuilder()
			.dispatcher(dispatcher(MAX_CONCURRENT_REQUESTS))
			.addInterceptor(this.calls);
		if (trust != null) {
			http.sslSocketFactory(socketFactory(trust), trust);
		}
		this.apiClient.setHttpClient(http.build());
		this.apiClient.setUserAgent("kubespring");
		this.api = new HostApi(this.apiClient);
		this.reviewDispatcher = dispatcher(MAX_CONCURRENT_TOKEN_REVIEWS);
		this.tokenApi = new HostApi(this.apiClient, TOKEN_REVIEW_LIMIT, this.reviewDispatcher);
	}

	private Dispatcher dispatcher(int concurrency) {
		Dispatcher dispatcher = new Dispatcher(this.executor);
		dispatcher.setMaxRequests(concurrency);
		dispatcher.setMaxRequestsPerHost(concurrency);
		return dispatcher;
	}

	/**
	 * Whether this process runs in a pod.
	 * @return {@code true} if it does
	 */
	public static boolean isInCluster() {
		return isInCluster(System::getenv);
	}

	/**
	 * The cluster of the pod this process runs in, with its service account.
	 * @return the cluster
	 * @throws HostClusterException if this is no pod, or it has no service account
	 */
	public static HostCluster inCluster() {
		return inCluster(System::getenv, SERVICE_ACCOUNT);
	}

	/**
	 * The cluster that a kubeconfig's current context names.
	 * @param file the kubeconfig
	 * @return the cluster
	 * @throws HostClusterException if the file cannot be read or does not name a server
	 */
	public static HostCluster fromKubeconfig(Path file) {
		try (Reader reader = Files.newBufferedReader(file)) {
			KubeConfig kubeconfig = KubeConfig.loadKubeConfig(reader);
			kubeconfig.setFile(file.toAbsolutePath().toFile());
			String contextNamespace = kubeconfig.getNamespace();
			return new HostCluster(ClientBuilder.kubeconfig(kubeconfig, TOKEN_REFRESH), null,
					(contextNamespace != null) ? contextNamespace : "default");
		}
		catch (IOException | RuntimeException ex) {
			throw new HostClusterException("Unable to use kubeconfig " + file + ": " + ex.getMessage(), ex);
		}
	}

	static boolean isInCluster(UnaryOperator<@Nullable String> environment) {
		return isSet(environment.apply("KUBERNETES_SERVICE_HOST"))
				&& isSet(environment.apply("KUBERNETES_SERVICE_PORT"));
	}

	static HostCluster inCluster(UnaryOperator<@Nullable String> environment, Path serviceAccount) {
		String host = environment.apply("KUBERNETES_SERVICE_HOST");
		String port = environment.apply("KUBERNETES_SERVICE_PORT");
		if (host == null || port == null || host.isEmpty() || port.isEmpty()) {
			throw new HostClusterException(
					"Not in a pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set", null);
		}
		try {
			URI address = new URI("https", null, host, Integer.parseInt(port), null, null, null);
			return fromServiceAccount(address, serviceAccount, Clock.systemUTC());
		}
		catch (URISyntaxException | NumberFormatException ex) {
			throw new HostClusterException("Unable to use the address of the cluster: " + ex, ex);
		}
	}

	/**
	 * A cluster, with the token and the authority of a directory, both of which are
	 * replaced now and then.
	 */
	static HostCluster fromServiceAccount(URI address, Path directory, Clock clock) {
		try {
			ServiceAccountToken token = new ServiceAccountToken(directory.resolve("token"));
			ClientBuilder builder = new ClientBuilder().setBasePath(address.toString())
				.setAuthentication(new RefreshAuthentication(token, TOKEN_REFRESH, clock));
			return new HostCluster(builder, new CaFileTrustManager(directory.resolve("ca.crt")),
					Files.readString(directory.resolve("namespace")).trim());
		}
		catch (IOException | GeneralSecurityException | RuntimeException ex) {
			throw new HostClusterException("Unable to use the service account " + directory + ": " + ex, ex);
		}
	}

	private static SSLSocketFactory socketFactory(CaFileTrustManager trust) {
		try {
			SSLContext tls = SSLContext.getInstance("TLS");
			tls.init(null, new TrustManager[] { trust }, null);
			return tls.getSocketFactory();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The client; it may be shared.
	 * @return the client
	 */
	public ApiClient apiClient() {
		return this.apiClient;
	}

	/**
	 * The namespace this server runs in, or the one of the kubeconfig's context.
	 * @return the namespace
	 */
	public String namespace() {
		return this.namespace;
	}

	/**
	 * Hear of all requests to the cluster from here on.
	 * @param listener the listener
	 */
	public void addListener(HostCallListener listener) {
		this.calls.add(listener);
	}

	HostApi api() {
		return this.api;
	}

	/**
	 * Requests that strangers can cause as many of as they like, and which therefore do
	 * not stand in the way of others.
	 */
	HostApi tokenApi() {
		return this.tokenApi;
	}

	/**
	 * End all requests and watches.
	 */
	@Override
	public void close() {
		this.apiClient.getHttpClient().dispatcher().cancelAll();
		this.reviewDispatcher.cancelAll();
		this.executor.shutdown();
		this.apiClient.getHttpClient().connectionPool().evictAll();
	}

	private static boolean isSet(@Nullable String value) {
		return value != null && !value.isEmpty();
	}

}
