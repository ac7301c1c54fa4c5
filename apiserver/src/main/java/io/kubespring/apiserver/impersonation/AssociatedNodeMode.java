package io.kubespring.apiserver.impersonation;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.RequestInfo;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lets a service account be the node on which its pod runs. The answer is the same on all
 * nodes, so neither the questions nor what is remembered of them name one. After
 * {@code associatedNodeImpersonationMode} of
 * {@code k8s.io/apiserver/pkg/endpoints/filters/impersonation}.
 *
 * @author The kubespring authors
 */
final class AssociatedNodeMode implements ImpersonationMode {

	private static final String NODE_NAME = "authentication.kubernetes.io/node-name";

	private static final String KEYS = "authentication.kubernetes.io/associated-node-keys";

	private static final UserInfo ANY_NODE = new UserInfo("system:node:*", "",
			List.of("system:nodes", UserInfo.ALL_AUTHENTICATED), Map.of());

	private final ConstrainedMode mode;

	private final Permissions permissions;

	/**
	 * Create a mode.
	 * @param mode asks and remembers
	 * @param permissions asks
	 */
	AssociatedNodeMode(ConstrainedMode mode, Permissions permissions) {
		this.mode = mode;
		this.permissions = permissions;
	}

	@Override
	public @Nullable Mono<UserInfo> check(UserInfo wanted, UserInfo requestor, RequestInfo request) {
		if (!UserInfos.hasOnlyName(wanted) || !isOn(requestor, UserInfos.node(wanted.name()))) {
			return null;
		}
		UserInfo anywhere = new UserInfo(requestor.name(), requestor.uid(), requestor.groups(),
				Map.of(KEYS, List.copyOf(new TreeSet<>(requestor.extra().keySet()))));
		return this.mode
			.check(ANY_NODE, anywhere, request,
					() -> this.permissions
						.require(anywhere,
								Permissions.identity(this.mode.verb(), Permissions.AUTHENTICATION_GROUP, "", "nodes",
										"", "*"))
						.thenReturn(ANY_NODE))
			.map((node) -> new UserInfo(wanted.name(), node.uid(), node.groups(), node.extra()));
	}

	private static boolean isOn(UserInfo requestor, @Nullable String node) {
		return node != null && UserInfos.serviceAccount(requestor.name()) != null
				&& requestor.extra().getOrDefault(NODE_NAME, List.of()).equals(List.of(node));
	}

}
