package io.kubespring.apiserver.doctor;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Looks at the Lease by which one process holds a store that only it can see.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class StoreExamination {

	private static final long DEFAULT_SECONDS = 15;

	private StoreExamination() {
	}

	/**
	 * What the process says that wants the store.
	 * @param lease the name of the Lease
	 * @param problem why it does not have it, empty if it has
	 * @return the finding
	 */
	public static Mono<Finding> own(String lease, Supplier<String> problem) {
		return Mono.fromSupplier(() -> {
			String why = problem.get();
			return why.isEmpty() ? Finding.well(Hop.STORE, lease, "This process holds the Lease.")
					: Finding.broken(Hop.STORE, lease, "This process waits: " + why + ".",
							"Run one replica with the strategy Recreate, or declare a Store bean that replicas share.");
		});
	}

	/**
	 * What the cluster says to who is another process.
	 * @param cluster the cluster
	 * @param namespace the namespace of the Lease
	 * @param lease the name of the Lease
	 * @param clock the clock
	 * @return the finding: whether the one that holds the Lease is the one behind the
	 * Service cannot be seen, so nothing is broken by what is found
	 */
	public static Mono<Finding> of(ClusterView cluster, String namespace, String lease, Clock clock) {
		return cluster.get("/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases/" + lease)
			.map((answer) -> {
				if (!answer.isGood()) {
					return Finding.unknown(Hop.STORE, lease, answer.isMissing()
							? "There is no such Lease: nobody held the store yet." : answer.message(), "");
				}
				return holder(lease, answer.body().path("spec"), clock.instant());
			});
	}

	private static Finding holder(String lease, JsonNode spec, Instant now) {
		String holder = spec.path("holderIdentity").asString("");
		String renewed = spec.path("renewTime").asString("");
		String mend = "kubectl get pods: does the application run? Its log says why it does not hold the Lease.";
		if (holder.isEmpty()) {
			return Finding.unknown(Hop.STORE, lease, "Nobody holds the Lease; it was given back at " + renewed + ".",
					mend);
		}
		if (isOver(renewed, spec.path("leaseDurationSeconds").asLong(DEFAULT_SECONDS), now)) {
			return Finding.unknown(Hop.STORE, lease,
					holder + " held the Lease and has not renewed it since " + renewed + ".", mend);
		}
		return Finding.well(Hop.STORE, lease,
				"It is held by " + holder + " since " + spec.path("acquireTime").asString("") + ".");
	}

	private static boolean isOver(String renewed, long seconds, Instant now) {
		try {
			return now.isAfter(Instant.parse(renewed).plusSeconds(seconds));
		}
		catch (DateTimeParseException ex) {
			return true;
		}
	}

}
