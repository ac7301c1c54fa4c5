package io.kubespring.apiserver.cluster;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.kubespring.apiserver.authentication.ClientCertificateTrust;
import io.kubespring.apiserver.authentication.RequestHeaderSettings;
import io.kubespring.apiserver.authentication.RequestHeaderTrust;
import io.kubespring.apiserver.authentication.TrustedAuthorities;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Trusts whom files name, and for what no file is given whom the live ConfigMap of the
 * host cluster names, unless that is not to be looked up. After
 * {@code DelegatingAuthenticationOptions} of {@code k8s.io/apiserver/pkg/server}. Safe
 * for use by several threads; asking it never blocks.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ClusterTrust implements RequestHeaderTrust, ClientCertificateTrust, AutoCloseable {

	private final @Nullable AuthenticationConfigMap lookup;

	private final boolean tolerant;

	private final @Nullable AuthorityFile<TrustedAuthorities> clients;

	private final @Nullable AuthorityFile<RequestHeaderSettings> proxies;

	private final Disposable.Composite following = Disposables.composite();

	private final AtomicReference<@Nullable Object> warned = new AtomicReference<>();

	/**
	 * Trust.
	 * @param lookup the ConfigMap, {@code null} if it is not to be looked up
	 * @param tolerant whether requests are served, as of anonymous callers, while the
	 * ConfigMap cannot be read
	 * @param clientAuthorities the file with the authorities of client certificates,
	 * {@code null} to take them from the ConfigMap
	 * @param proxyAuthorities the file with the authorities of front proxies,
	 * {@code null} to take them and all that concerns proxies from the ConfigMap
	 * @param names what concerns proxies when there is a file with their authorities
	 * @throws AuthorityFileException if a file does not name authorities
	 */
	public ClusterTrust(@Nullable AuthenticationConfigMap lookup, boolean tolerant, @Nullable Path clientAuthorities,
			@Nullable Path proxyAuthorities, RequestHeaderNames names) {
		this.lookup = lookup;
		this.tolerant = tolerant;
		this.clients = (clientAuthorities != null)
				? new AuthorityFile<>(clientAuthorities, (authorities) -> authorities) : null;
		this.proxies = (proxyAuthorities != null) ? new AuthorityFile<>(proxyAuthorities, names::of) : null;
	}

	/**
	 * Follow the files.
	 * @param scheduler reads them, so it must bear blocking
	 */
	public void start(Scheduler scheduler) {
		if (this.clients != null) {
			this.following.add(this.clients.follow(scheduler));
		}
		if (this.proxies != null) {
			this.following.add(this.proxies.follow(scheduler));
		}
	}

	@Override
	public @Nullable RequestHeaderSettings requestHeader() {
		if (this.proxies == null) {
			return (this.lookup != null) ? this.lookup.requestHeader() : null;
		}
		return warnIfShared(this.proxies.value());
	}

	@Override
	public @Nullable TrustedAuthorities clientAuthorities() {
		if (this.clients != null) {
			return this.clients.value();
		}
		return (this.lookup != null) ? this.lookup.clientAuthorities() : null;
	}

	/**
	 * Why nothing can be served yet.
	 * @return the problem, {@code null} if trust is as it should be, or was looked up in
	 * vain and that is tolerated
	 */
	public @Nullable String problem() {
		AuthenticationConfigMap map = this.lookup;
		if (map == null || ((this.proxies != null) ? map.isRead() : map.isLoaded())) {
			return null;
		}
		return (this.tolerant && map.isAsked()) ? null : map.problem();
	}

	/**
	 * Whether the cluster was asked whom to trust, with whatever outcome.
	 * @return {@code true} from the first outcome on, and where nobody is to be asked
	 */
	public boolean isAsked() {
		return this.lookup == null || this.lookup.isAsked();
	}

	/**
	 * What is wrong at this moment with asking the cluster; what was read stays in force.
	 * @return the problem, empty if there is none
	 */
	public String lookupProblem() {
		return (this.lookup != null) ? this.lookup.problem() : "";
	}

	/**
	 * When what the cluster says of trust was found to be another.
	 * @return the moment, {@code null} before anything was read, and where files say all
	 */
	public @Nullable Instant changedAt() {
		return (this.lookup != null) ? this.lookup.changedAt() : null;
	}

	/**
	 * Whether clients are asked for certificates at all: not where no certificate could
	 * ever be worth something.
	 * @return {@code true} to ask
	 */
	public boolean asksForCertificates() {
		return this.lookup != null || this.clients != null || this.proxies != null;
	}

	/**
	 * The authorities to name to clients in the handshake.
	 * @return those of clients and of front proxies
	 */
	public List<X509Certificate> acceptedIssuers() {
		return AllAuthorities.of(clientAuthorities(), requestHeader());
	}

	/**
	 * Stop following files; what was read stays in force.
	 */
	@Override
	public void close() {
		this.following.dispose();
	}

	/**
	 * The ConfigMap warns for itself, but does not know of files.
	 */
	private RequestHeaderSettings warnIfShared(RequestHeaderSettings settings) {
		if (this.warned.get() != settings && this.warned.getAndSet(settings) != settings) {
			AllAuthorities.warnIfShared(clientAuthorities(), settings);
		}
		return settings;
	}

}
