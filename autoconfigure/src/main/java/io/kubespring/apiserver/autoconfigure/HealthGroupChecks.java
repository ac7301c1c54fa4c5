package io.kubespring.apiserver.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.kubespring.apiserver.server.HealthCheck;
import io.kubespring.apiserver.server.HealthCheck.Scope;
import io.kubespring.apiserver.server.RefreshedCheck;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthContributors;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;

/**
 * The members of the actuator's liveness and readiness groups as checks: what a user puts
 * into a group is what Kubernetes' probes see. Members of the other groups are not.
 */
final class HealthGroupChecks implements ContributedHealth {

	/**
	 * Checks of ours under the same names, and what is made of our checks.
	 */
	private static final Set<String> OWN = Set.of(AvailabilityChecks.LIVENESS, AvailabilityChecks.READINESS,
			ReadinessGroupPostProcessor.MEMBER);

	private final ObjectProvider<HealthEndpointGroups> groups;

	private final ObjectProvider<HealthContributorRegistry> contributors;

	private final ObjectProvider<ReactiveHealthContributorRegistry> reactive;

	private final Scheduler timer;

	HealthGroupChecks(ObjectProvider<HealthEndpointGroups> groups,
			ObjectProvider<HealthContributorRegistry> contributors,
			ObjectProvider<ReactiveHealthContributorRegistry> reactive, Scheduler timer) {
		this.groups = groups;
		this.contributors = contributors;
		this.reactive = reactive;
		this.timer = timer;
	}

	@Override
	public List<HealthCheck> checks() {
		HealthEndpointGroups known = this.groups.getIfAvailable();
		if (known == null) {
			return List.of();
		}
		Map<String, ReactiveHealthContributor> all = new TreeMap<>();
		this.reactive
			.ifAvailable((registry) -> registry.forEach((entry) -> all.put(entry.name(), entry.contributor())));
		this.contributors.ifAvailable((registry) -> ReactiveHealthContributors.adapt(registry)
			.forEach((entry) -> all.putIfAbsent(entry.name(), entry.contributor())));
		List<HealthCheck> checks = new ArrayList<>();
		all.forEach((name, contributor) -> {
			Scope scope = scope(known, name);
			if (scope != null && !OWN.contains(name)) {
				add(checks, name, scope, contributor);
			}
		});
		return checks;
	}

	private static @Nullable Scope scope(HealthEndpointGroups groups, String name) {
		return isMember(groups.get("liveness"), name) ? Scope.LIVENESS
				: isMember(groups.get("readiness"), name) ? Scope.READINESS : null;
	}

	private static boolean isMember(@Nullable HealthEndpointGroup group, String name) {
		return group != null && group.isMember(name);
	}

	private void add(List<HealthCheck> checks, String name, Scope scope, ReactiveHealthContributor contributor) {
		if (contributor instanceof ReactiveHealthIndicator indicator) {
			checks.add(RefreshedCheck.of(name, scope,
					Mono.defer(() -> indicator.health(true)).flatMap((health) -> Mono.justOrEmpty(problem(health))),
					this.timer));
		}
		else if (contributor instanceof ReactiveHealthContributors parts) {
			parts.forEach((part) -> add(checks, name + "/" + part.name(), scope, part.contributor()));
		}
	}

	private static @Nullable String problem(Health health) {
		Status status = health.getStatus();
		if (status.equals(Status.UP) || status.equals(Status.UNKNOWN)) {
			return null;
		}
		Object error = health.getDetails().get("error");
		return status.getCode() + ((error != null) ? ": " + error : "");
	}

}
