package io.kubespring.apiserver.registration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.meta.GroupVersion;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/**
 * Announces this server to its cluster by one APIService object per group version. The
 * objects are watched and corrected as long as the server runs, made again if somebody
 * deletes them, and never deleted by us: that would take the API away from all clients
 * with every rolling update. An object that the cluster itself serves, or that leads to
 * another Service, is left alone.
 * <p>
 * Nothing here fails the application; {@link #statuses()} tells how far things are.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ApiServiceRegistration implements AutoCloseable {

	/**
	 * As for the groups of CRDs.
	 */
	private static final int GROUP_PRIORITY = 1000;

	private static final int BEST_VERSION_PRIORITY = 15;

	private final List<ApiServiceReconciler> reconcilers = new ArrayList<>();

	/**
	 * Create a registration.
	 * @param groupVersions the group versions to announce, of each group the best first
	 * @param service where they are served
	 * @param apiServices the objects of the cluster
	 * @param caBundles the certificates, as PEM, with which the cluster verifies this
	 * server; {@code null} if somebody else puts them into the objects
	 * @param scheduler keeps time
	 */
	public ApiServiceRegistration(List<GroupVersion> groupVersions, ServiceReference service, ApiServices apiServices,
			@Nullable Flux<String> caBundles, Scheduler scheduler) {
		Flux<String> shared = (caBundles != null) ? caBundles.replay(1).refCount() : null;
		desired(groupVersions, service).forEach(
				(desired) -> this.reconcilers.add(new ApiServiceReconciler(desired, apiServices, shared, scheduler)));
	}

	private static List<DesiredApiService> desired(List<GroupVersion> groupVersions, ServiceReference service) {
		List<DesiredApiService> all = new ArrayList<>();
		Map<String, Integer> priorities = new HashMap<>();
		for (GroupVersion groupVersion : groupVersions) {
			int priority = priorities.merge(groupVersion.group(), BEST_VERSION_PRIORITY,
					(previous, ignored) -> Math.max(1, previous - 1));
			all.add(new DesiredApiService(groupVersion, service, GROUP_PRIORITY, priority));
		}
		return all;
	}

	/**
	 * The objects that a registration applies, without certificates.
	 * @param groupVersions the group versions to announce, of each group the best first
	 * @param service where they are served
	 * @return the APIService objects
	 */
	public static List<ObjectNode> objects(List<GroupVersion> groupVersions, ServiceReference service) {
		return desired(groupVersions, service).stream().map((desired) -> desired.toApply(null, null)).toList();
	}

	/**
	 * Begin; to be called when the server answers requests.
	 */
	public void start() {
		this.reconcilers.forEach(ApiServiceReconciler::start);
	}

	/**
	 * How far things are.
	 * @return a status for each group version
	 */
	public List<RegistrationStatus> statuses() {
		return this.reconcilers.stream().map(ApiServiceReconciler::status).toList();
	}

	/**
	 * Stop watching; the objects stay.
	 */
	@Override
	public void close() {
		this.reconcilers.forEach(ApiServiceReconciler::stop);
	}

}
