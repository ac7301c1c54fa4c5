package io.kubespring.apiserver.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * Follows one object by name. List and watch carry the field selector by which RBAC knows
 * which object is meant.
 *
 * @author The kubespring authors
 */
final class NamedObjectWatch {

	private final ListAndWatch objects;

	NamedObjectWatch(HostApi api, String collectionPath, String name, Scheduler scheduler) {
		this.objects = new ListAndWatch(api, only(collectionPath, name), scheduler);
	}

	static String only(String collectionPath, String name) {
		return collectionPath + "?fieldSelector=" + URLEncoder.encode("metadata.name=" + name, StandardCharsets.UTF_8);
	}

	/**
	 * Begin to follow.
	 * @return the present state, then every change; failures lie between the states;
	 * never ending
	 */
	Flux<Observation> observe() {
		return this.objects.observe().map(NamedObjectWatch::observation);
	}

	private static Observation observation(ListAndWatch.Seen seen) {
		if (seen instanceof ListAndWatch.Listed listed) {
			return listed.objects().isEmpty() ? Observation.ABSENT : Observation.present(listed.objects().get(0));
		}
		if (seen instanceof ListAndWatch.Changed changed) {
			return Observation.present(changed.object());
		}
		return (seen instanceof ListAndWatch.Failed failed) ? Observation.failed(failed.failure()) : Observation.ABSENT;
	}

}
