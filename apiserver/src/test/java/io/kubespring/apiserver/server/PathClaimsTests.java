package io.kubespring.apiserver.server;

import java.util.List;

import io.kubespring.apiserver.server.PathClaims.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PathClaimsTests {

	private final PathClaims claims = new PathClaims(List.of("/actuator"), () -> true);

	@ParameterizedTest
	@ValueSource(strings = { "/", "/apis", "/apis/", "/apis/shop.example.com/v1/orders", "/api", "/api/v1/pods",
			"/openapi/v3", "/version", "/version/", "/livez", "/readyz/ping", "/healthz", "/apis//orders" })
	void ownsPathsOfTheApi(String path) {
		assertThat(this.claims.owner(path)).isEqualTo(Owner.API);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator", "/actuator/", "/actuator/env", "/actuator;x=1/env", "/actuator;a;b/env;c" })
	void guardsTheActuatorHoweverItIsSpelled(String path) {
		assertThat(this.claims.owner(path)).isEqualTo(Owner.GUARDED_APPLICATION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/apiserver", "/apisx/y", "/versions", "/version/x", "/livezz", "/actuators", "/shop",
			"/shop/apis" })
	void leavesTheRestToTheApplication(String path) {
		assertThat(this.claims.owner(path)).isEqualTo(Owner.APPLICATION);
	}

	@Test
	void leavesRootToTheApplicationThatMapsIt() {
		PathClaims mapped = new PathClaims(List.of(), () -> false);
		assertThat(mapped.owner("/")).isEqualTo(Owner.APPLICATION);
		assertThat(mapped.owner("/apis")).isEqualTo(Owner.API);
	}

}
