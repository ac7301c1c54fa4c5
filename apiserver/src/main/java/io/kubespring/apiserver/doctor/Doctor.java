package io.kubespring.apiserver.doctor;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.registration.ApiServiceName;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Goes the way of a request through the cluster hop by hop, as the aggregator does, and
 * says of each hop what was seen and what mends it. The first broken hop is the one to
 * mend. Nothing is changed.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class Doctor {

	/**
	 * Certificates are made an hour in advance by most, and tokens suffer earlier.
	 */
	private static final Duration MAX_SKEW = Duration.ofSeconds(60);

	private static final String API_SERVICES = "/apis/apiregistration.k8s.io/v1/apiservices?fieldSelector=metadata.name%3D";

	private final Patient patient;

	private final ClusterView cluster;

	private final Clock clock;

	/**
	 * Create a doctor.
	 * @param patient the application
	 * @param cluster its cluster
	 * @param clock the application's clock
	 */
	public Doctor(Patient patient, ClusterView cluster, Clock clock) {
		this.patient = patient;
		this.cluster = cluster;
		this.clock = clock;
	}

	/**
	 * Examine all hops.
	 * @return the findings, in the order of the hops
	 */
	public Mono<List<Finding>> examine() {
		return this.cluster.whoAmI().flatMap((who) -> {
			List<Finding> first = cluster(who);
			if (!who.isGood()) {
				return Mono.just(first);
			}
			return Flux
				.concat(Flux.fromIterable(first), permissions(),
						new ServiceExamination(this.patient.service(), this.cluster).examine()
							.flatMapIterable((all) -> all),
						this.patient.store(), Mono.fromSupplier(this::frontProxy), versions())
				.collectSortedList(Comparator.comparing(Finding::hop));
		});
	}

	private List<Finding> cluster(ClusterAnswer who) {
		if (!who.isGood()) {
			String mend = (who.code() == 401)
					? "Look at the token or certificate in apiserver.cluster.kubeconfig or the pod."
					: "Is kube-apiserver reached from here? A NetworkPolicy for egress must let its port pass.";
			return List.of(Finding.broken(Hop.CLUSTER, "kube-apiserver", who.message(), mend));
		}
		List<Finding> findings = new ArrayList<>();
		String user = who.body().path("status").path("userInfo").path("username").asString("");
		findings.add(Finding.well(Hop.CLUSTER, "kube-apiserver",
				(this.patient.isOther() ? "You are " : "The application is ") + user + "."));
		findings.add(clock(who.body().path("metadata").path("creationTimestamp").asString("")));
		return findings;
	}

	private Finding clock(String timestamp) {
		try {
			Duration skew = Duration.between(Instant.parse(timestamp), this.clock.instant());
			if (this.patient.isOther() && skew.abs().compareTo(MAX_SKEW) > 0) {
				return Finding.unknown(Hop.CLOCK, "clock",
						"This machine's is " + Math.abs(skew.toSeconds()) + " s "
								+ (skew.isNegative() ? "behind" : "before")
								+ " the cluster's; the application's is not seen from here.",
						"Synchronize the clock of this machine, and ask again within a pod of the application.");
			}
			return (skew.abs().compareTo(MAX_SKEW) <= 0)
					? Finding.well(Hop.CLOCK, "clock", "It is " + skew.toSeconds() + " s before the cluster's.")
					: Finding.broken(Hop.CLOCK, "clock",
							"It is " + Math.abs(skew.toSeconds()) + " s " + (skew.isNegative() ? "behind" : "before")
									+ " the cluster's.",
							"Synchronize the clocks of the nodes, or certificates and tokens are refused.");
		}
		catch (DateTimeParseException ex) {
			return Finding.unknown(Hop.CLOCK, "clock", "The cluster did not say what time it is.", "");
		}
	}

	private Mono<Finding> permissions() {
		return this.patient.missingPermissions()
			.map((missing) -> Finding.broken(Hop.PERMISSIONS, "RBAC", missing.rights(),
					"kubectl apply -f:\n" + missing.yaml()))
			.defaultIfEmpty(Finding.well(Hop.PERMISSIONS, "RBAC", "The application may do what it needs."))
			.onErrorResume(
					(ex) -> Mono.just(Finding.unknown(Hop.PERMISSIONS, "RBAC", String.valueOf(ex.getMessage()), "")));
	}

	private Finding frontProxy() {
		String problem = this.patient.trustProblem().get();
		List<X509Certificate> authorities = this.patient.proxyAuthorities().get();
		if (!problem.isEmpty() || authorities.isEmpty()) {
			return Finding.broken(Hop.FRONT_PROXY, "extension-apiserver-authentication",
					problem.isEmpty() ? "No front proxy is known." : problem + ".",
					"kube-apiserver publishes it when it runs with --requestheader-client-ca-file and"
							+ " --proxy-client-cert-file.");
		}
		Instant now = this.clock.instant();
		for (X509Certificate authority : authorities) {
			if (now.isBefore(authority.getNotAfter().toInstant())) {
				return Finding.well(Hop.FRONT_PROXY, "extension-apiserver-authentication", "Front proxies are known by "
						+ authority.getSubjectX500Principal() + " until " + authority.getNotAfter().toInstant() + ".");
			}
		}
		return Finding.broken(Hop.FRONT_PROXY, "extension-apiserver-authentication",
				"The authorities of front proxies have expired.", "Rotate --requestheader-client-ca-file.");
	}

	private Flux<Finding> versions() {
		Mono<List<PresentedCertificate>> certificates = this.patient.certificates().cache();
		return Flux.fromIterable(this.patient.groupVersions())
			.concatMap((groupVersion) -> version(groupVersion, certificates));
	}

	private Flux<Finding> version(GroupVersion groupVersion, Mono<List<PresentedCertificate>> certificates) {
		String name = ApiServiceName.of(groupVersion);
		ApiServiceExamination examination = new ApiServiceExamination(name, this.patient.service());
		return this.cluster.get(API_SERVICES + name).flatMapMany((answer) -> {
			Finding exists = examination.examine(answer);
			if (exists.outcome() != Finding.Outcome.WELL) {
				return Flux.just(exists);
			}
			JsonNode object = ApiServiceExamination.object(answer);
			return Flux.concat(Flux.just(exists, examination.available(object)),
					certificates.flatMapIterable((presented) -> certificates(name, object, presented)),
					document(Hop.DISCOVERY, name, "/apis/" + groupVersion.group() + "/" + groupVersion.version()),
					document(Hop.OPENAPI, name,
							"/openapi/v3/apis/" + groupVersion.group() + "/" + groupVersion.version()));
		});
	}

	private List<Finding> certificates(String name, JsonNode apiService, List<PresentedCertificate> presented) {
		if (presented.isEmpty()) {
			return List.of(Finding.unknown(Hop.CERTIFICATE, name,
					"There is no ready endpoint whose certificate is seen.", ""));
		}
		return presented.stream()
			.map((certificate) -> new CertificateExamination(this.patient.service(), certificate, this.clock.instant())
				.examine(name, apiService.path("spec")))
			.toList();
	}

	private Mono<Finding> document(Hop hop, String name, String path) {
		return this.cluster.get(path).map((answer) -> {
			if (answer.isGood() && !answer.body().isEmpty()) {
				return Finding.well(hop, name, "GET " + path + " is answered through the cluster.");
			}
			return Finding.broken(hop, name,
					answer.isGood() ? "GET " + path + " is answered by nothing." : answer.message(),
					(answer.code() == 404) ? "The aggregator takes up to a minute to learn of it; try again."
							: "kubectl get --raw " + path + " says the same; the hops before tell why.");
		});
	}

}
