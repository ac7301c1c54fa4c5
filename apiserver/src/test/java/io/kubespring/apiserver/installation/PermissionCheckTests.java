package io.kubespring.apiserver.installation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class PermissionCheckTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Grant LEASE = new Grant("lease", "Holds a lease.", "prod", null,
			List.of(PolicyRule.of("coordination.k8s.io", "leases", "create"),
					PolicyRule.of("coordination.k8s.io", "leases", "get", "update").named(List.of("a", "b"))),
			true);

	private static final Grant NAMESPACES = new Grant("namespaces", "Follows namespaces.", null, null,
			List.of(PolicyRule.of("", "namespaces", "list")), true);

	private final List<String> asked = new ArrayList<>();

	@Test
	void everySingleRightIsAskedFor() {
		StepVerifier.create(check("nothing").missing(List.of(LEASE, NAMESPACES)))
			.expectNext(List.of())
			.expectComplete()
			.verify(PATIENCE);
		assertThat(this.asked).containsExactly("create leases.coordination.k8s.io in namespace prod",
				"get leases.coordination.k8s.io \"a\" in namespace prod",
				"update leases.coordination.k8s.io \"a\" in namespace prod",
				"get leases.coordination.k8s.io \"b\" in namespace prod",
				"update leases.coordination.k8s.io \"b\" in namespace prod", "list namespaces");
	}

	@Test
	void whatIsMissingIsToldByGrant() {
		StepVerifier.create(check("update").missing(List.of(NAMESPACES, LEASE))).assertNext((missing) -> {
			assertThat(missing).singleElement().satisfies((lease) -> {
				assertThat(lease.grant()).isEqualTo(LEASE);
				assertThat(lease.accesses()).extracting(ResourceAccess::name).containsExactly("a", "b");
			});
		}).expectComplete().verify(PATIENCE);
	}

	private PermissionCheck check(String refusedVerb) {
		return new PermissionCheck(new SelfSubjectAccessReviewer() {

			@Override
			public Mono<Boolean> review(ResourceAccess access) {
				PermissionCheckTests.this.asked.add(access.toString());
				return Mono.just(!access.verb().equals(refusedVerb));
			}

			@Override
			public Mono<String> username() {
				return Mono.just("us");
			}

		});
	}

}
