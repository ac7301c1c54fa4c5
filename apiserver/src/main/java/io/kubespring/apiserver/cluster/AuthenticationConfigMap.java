package io.kubespring.apiserver.cluster;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

import io.kubespring.apiserver.authentication.ClientCertificateTrust;
import io.kubespring.apiserver.authentication.RequestHeaderSettings;
import io.kubespring.apiserver.authentication.RequestHeaderTrust;
import io.kubespring.apiserver.authentication.TrustedAuthorities;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Trusts whom the host cluster says is to be trusted, in the live ConfigMap
 * {@code kube-system/extension-apiserver-authentication}. A change takes effect with the
 * next request. While the ConfigMap is gone, malformed or out of reach the last good
 * content stays in force, and watching mends itself. Before it was read for the first
 * time nobody is trusted. Needs the Role
 * {@code extension-apiserver-authentication-reader} of {@code kube-system}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class AuthenticationConfigMap implements RequestHeaderTrust, ClientCertificateTrust, AutoCloseable {

	static final String NAME = "extension-apiserver-authentication";

	private static final String PATH = "/api/v1/namespaces/kube-system/configmaps";

	private static final Log logger = LogFactory.getLog(AuthenticationConfigMap.class);

	private final NamedObjectWatch watch;

	private final Disposable.Swap subscription = Disposables.swap();

	private AuthenticationConfig config = AuthenticationConfig.NOTHING;

	private @Nullable JsonNode data;

	private volatile @Nullable RequestHeaderSettings requestHeader;

	private volatile @Nullable TrustedAuthorities clientAuthorities;

	private volatile boolean asked;

	private volatile boolean read;

	private volatile @Nullable Instant changedAt;

	private volatile String problem = "the ConfigMap kube-system/" + NAME + " was not read yet";

	/**
	 * Name the cluster to trust.
	 * @param cluster the host cluster
	 * @param scheduler keeps the pauses between attempts
	 */
	public AuthenticationConfigMap(HostCluster cluster, Scheduler scheduler) {
		this.watch = new NamedObjectWatch(cluster.api(), PATH, NAME, scheduler);
	}

	/**
	 * Begin to watch.
	 */
	public void start() {
		this.subscription.update(this.watch.observe().subscribe(this::onObservation));
	}

	@Override
	public @Nullable RequestHeaderSettings requestHeader() {
		return this.requestHeader;
	}

	@Override
	public @Nullable TrustedAuthorities clientAuthorities() {
		return this.clientAuthorities;
	}

	/**
	 * Whether front proxies are known: before that no request of the cluster is believed,
	 * so the server is not ready.
	 * @return {@code true} from the first good content on
	 */
	public boolean isLoaded() {
		return this.requestHeader != null;
	}

	/**
	 * Whether an attempt to read was made, with whatever outcome.
	 * @return {@code true} from the first outcome on
	 */
	boolean isAsked() {
		return this.asked;
	}

	/**
	 * Whether it is known what the ConfigMap says, or that there is none.
	 * @return {@code true} from the first answer on
	 */
	boolean isRead() {
		return this.read;
	}

	/**
	 * When what is trusted was found to be another.
	 * @return the moment, {@code null} before anything was read
	 */
	public @Nullable Instant changedAt() {
		return this.changedAt;
	}

	/**
	 * What is wrong at this moment.
	 * @return the problem, empty if there is none
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * The authorities to name to clients in the handshake.
	 * @return those of clients and of front proxies
	 */
	public List<X509Certificate> acceptedIssuers() {
		return AllAuthorities.of(this.clientAuthorities, this.requestHeader);
	}

	/**
	 * Stop watching; what was read stays in force.
	 */
	@Override
	public void close() {
		this.subscription.dispose();
	}

	private synchronized void onObservation(Observation observation) {
		Throwable failure = observation.failure();
		ObjectNode object = observation.object();
		if (failure != null) {
			become("unable to read the ConfigMap kube-system/" + NAME + ": " + failure.getMessage() + hint(failure));
		}
		else if (object == null) {
			become("the ConfigMap kube-system/" + NAME + " does not exist");
		}
		else {
			JsonNode seen = object.path("data");
			if (!seen.equals(this.data)) {
				this.data = seen;
				accept(this.config.update(seen));
			}
			become(isLoaded() ? "" : "the ConfigMap kube-system/" + NAME + " does not name front proxies");
		}
		this.read |= failure == null;
		this.asked = true;
	}

	private void accept(AuthenticationConfig next) {
		boolean loaded = isLoaded();
		boolean changed = !next.equals(this.config);
		this.config = next;
		this.requestHeader = next.requestHeader();
		this.clientAuthorities = next.clientAuthorities();
		if (changed) {
			this.changedAt = Instant.now();
			if (loaded) {
				logger.info("Trust changed: kube-system/" + NAME + " names "
						+ acceptedIssuers().stream().map(AuthenticationConfigMap::name).toList());
			}
		}
	}

	private static String name(X509Certificate authority) {
		return authority.getSubjectX500Principal().getName();
	}

	private static String hint(Throwable failure) {
		return HostApiException.isRefusal(failure, 403)
				? " (a RoleBinding in kube-system to the Role extension-apiserver-authentication-reader gives access)"
				: "";
	}

	private void become(String next) {
		if (!next.equals(this.problem)) {
			this.problem = next;
			if (next.isEmpty()) {
				logger.info("Front proxies and client certificates are trusted as kube-system/" + NAME + " says");
			}
			else {
				logger.warn("Trust: " + next);
			}
		}
	}

}
