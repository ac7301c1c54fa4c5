package io.kubespring.apiserver.autoconfigure.metrics;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.kubespring.apiserver.authentication.AuthenticationRequest;
import io.kubespring.apiserver.authentication.Authenticator;
import io.kubespring.apiserver.authentication.UserInfo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/**
 * Counts and times authentication. An answer that is at hand stays so. After
 * {@code k8s.io/apiserver/pkg/endpoints/filters/metrics.go}; names of users are put
 * together in the same few groups.
 */
final class MeteredAuthenticator implements Authenticator {

	private static final Set<String> KNOWN_USERS = Set.of("admin", "client", "kube_proxy", "kubelet",
			"system:serviceaccount:kube-system:default");

	/**
	 * In seconds, from nothing to a year.
	 */
	private static final double[] LIFETIMES = { 1, 1800, 3600, 7200, 21_600, 43_200, 86_400, 172_800, 345_600, 604_800,
			2_592_000, 7_776_000, 15_552_000, 31_104_000 };

	private final Authenticator authenticator;

	private final MeterRegistry registry;

	private final Outcomes outcomes;

	private final Map<String, Counter> users = new ConcurrentHashMap<>();

	private final DistributionSummary lifetimes;

	MeteredAuthenticator(Authenticator authenticator, MeterRegistry registry) {
		this.authenticator = authenticator;
		this.registry = registry;
		this.outcomes = new Outcomes(registry, "authentication.attempts", "authentication.duration", "result",
				Outcomes.ATTEMPT_SECONDS);
		this.lifetimes = DistributionSummary.builder("apiserver.client.certificate.expiration")
			.baseUnit("seconds")
			.description("Remaining lifetime of the certificates that clients present")
			.serviceLevelObjectives(LIFETIMES)
			.register(registry);
	}

	@Override
	public Mono<UserInfo> authenticate(AuthenticationRequest request) {
		long begun = System.nanoTime();
		List<X509Certificate> presented = request.peerCertificates();
		if (!presented.isEmpty()) {
			long left = presented.get(0).getNotAfter().getTime() - System.currentTimeMillis();
			this.lifetimes.record(Math.max(0, left) / 1000.0);
		}
		Mono<UserInfo> answer = this.authenticator.authenticate(request);
		if (answer instanceof Fuseable.ScalarCallable<?> known) {
			record(known, begun);
			return answer;
		}
		return answer.doOnSuccess((user) -> record(user, begun)).doOnError((ex) -> record("error", begun));
	}

	private void record(Fuseable.ScalarCallable<?> known, long begun) {
		try {
			record((UserInfo) known.call(), begun);
		}
		catch (Exception ex) {
			record("error", begun);
		}
	}

	private void record(@Nullable UserInfo user, long begun) {
		record((user != null) ? "success" : "failure", begun);
		if (user != null) {
			this.users.computeIfAbsent(group(user.name()), this::counter).increment();
		}
	}

	private void record(String result, long begun) {
		this.outcomes.record(result, System.nanoTime() - begun);
	}

	private Counter counter(String group) {
		return Counter.builder("authenticated.user.requests").tag("username", group).register(this.registry);
	}

	private static String group(String name) {
		return KNOWN_USERS.contains(name) ? name : (name.indexOf('@') != -1) ? "email_id" : "other";
	}

	@Override
	public boolean speaksForMany(AuthenticationRequest request) {
		return this.authenticator.speaksForMany(request);
	}

	@Override
	public boolean hides(String name) {
		return this.authenticator.hides(name);
	}

}
