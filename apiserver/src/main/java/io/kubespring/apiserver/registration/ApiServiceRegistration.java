package io.kubespring.apiserver.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.kubespring.apiserver.certificate.CaBundles;
import io.kubespring.apiserver.meta.GroupVersion;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/**
 * Announces this server to its cluster by one APIService object per group version. The
 * objects are watched and corrected as long as the server runs, made again if somebody
 * deletes them, and never deleted by us: that would take the API away from all clients
 * with every rolling update. An object that the cluster itself serves, or that leads to
 * another Service, is left alone unless told otherwise. Where two replicas want an object
 * otherwise the one that started last has its way.
 * <p>
 * Nothing here fails the application; {@link #statuses()} tells how far things are.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ApiServiceRegistration implements AutoCloseable {

	private final List<ApiServiceReconciler> reconcilers = new ArrayList<>();

	private final UnservedApiServices unserved;

	/**
	 * Create a registration.
	 * @param groupVersions the group versions to announce
	 * @param settings how
	 * @param apiServices the objects of the cluster
	 * @param caBundles the certificates, as PEM, with which the cluster verifies this
	 * server; {@code null} if somebody else puts them into the objects
	 * @param scheduler keeps time
	 */
	public ApiServiceRegistration(List<GroupVersion> groupVersions, RegistrationSettings settings,
			ApiServices apiServices, @Nullable CaBundles caBundles, Scheduler scheduler) {
		for (GroupVersion groupVersion : groupVersions) {
			this.reconcilers.add(new ApiServiceReconciler(new DesiredApiService(groupVersion, settings), apiServices,
					caBundles, scheduler));
		}
		Set<String> served = this.reconcilers.stream()
			.map((reconciler) -> reconciler.status().apiService())
			.collect(Collectors.toSet());
		this.unserved = new UnservedApiServices(settings.service(), served, apiServices, scheduler);
	}

	/**
	 * The objects that a registration makes, without what changes from start to start:
	 * the certificates of its authority, and who applied them.
	 * @param groupVersions the group versions to announce
	 * @param service where they are served
	 * @return the APIService objects
	 */
	public static List<ObjectNode> objects(List<GroupVersion> groupVersions, ServiceReference service) {
		return groupVersions.stream().map((groupVersion) -> DesiredApiService.plain(groupVersion, service)).toList();
	}

	/**
	 * Begin to keep the objects that are there already as they should be, and make none;
	 * for a server whose certificate must be known to the cluster before it is ready.
	 */
	public void prepare() {
		this.reconcilers.forEach((reconciler) -> reconciler.start(false));
	}

	/**
	 * Begin; to be called when the server answers requests.
	 */
	public void start() {
		this.reconcilers.forEach((reconciler) -> reconciler.start(true));
		this.unserved.start();
	}

	/**
	 * APIService objects that lead to this server and that it does not serve, of earlier
	 * releases for example. They keep groups and versions in the cluster's discovery that
	 * nobody answers for; {@link Unregistration} removes them.
	 * @return their names in order, empty also if they may not be looked for
	 */
	public List<String> unserved() {
		return this.unserved.names();
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
		this.unserved.stop();
	}

}
