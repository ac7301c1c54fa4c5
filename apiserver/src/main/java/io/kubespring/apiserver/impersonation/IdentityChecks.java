package io.kubespring.apiserver.impersonation;

import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.ForbiddenMessage;
import io.kubespring.apiserver.impersonation.UserInfos.ServiceAccount;
import io.kubespring.apiserver.request.RequestInfo;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks, attribute by attribute and in order, whether a caller may be a user, and makes of
 * the wanted user one with the groups that it has by its name. After
 * {@code impersonationModeState} of
 * {@code k8s.io/apiserver/pkg/endpoints/filters/impersonation}.
 *
 * @author The kubespring authors
 */
final class IdentityChecks {

	/**
	 * From here on one question for all is asked before many are, as upstream has it.
	 */
	private static final int MANY = 4;

	private static final String MASTERS = "system:masters";

	private static final List<String> NODE_GROUPS = List.of("system:nodes");

	private final Permissions permissions;

	private final String verb;

	private final boolean constrained;

	private final String userGroup;

	/**
	 * Create checks.
	 * @param permissions asks
	 * @param verb the verb to ask about
	 * @param constrained whether by the stricter rules of constrained impersonation
	 */
	IdentityChecks(Permissions permissions, String verb, boolean constrained) {
		this.permissions = permissions;
		this.verb = verb;
		this.constrained = constrained;
		this.userGroup = constrained ? Permissions.AUTHENTICATION_GROUP : "";
	}

	/**
	 * Ask.
	 * @return the user to be, 403 if the caller may not
	 */
	Mono<UserInfo> check(UserInfo wanted, UserInfo requestor) {
		UserInfo become = withGroups(wanted);
		return Flux
			.concat(List.of(requireName(requestor, wanted.name()), requireUid(requestor, wanted.uid()),
					requireGroups(requestor, wanted.groups()), requireExtra(requestor, wanted)))
			.then(Mono.fromSupplier(() -> become));
	}

	private UserInfo withGroups(UserInfo wanted) {
		List<String> groups = wanted.groups();
		ServiceAccount account = UserInfos.serviceAccount(wanted.name());
		if (this.constrained && UserInfos.node(wanted.name()) != null) {
			groups = NODE_GROUPS;
		}
		else if (account != null && groups.isEmpty()) {
			groups = account.groups();
		}
		return joined(new UserInfo(wanted.name(), wanted.uid(), groups, wanted.extra()));
	}

	private static UserInfo joined(UserInfo user) {
		boolean anonymous = user.name().equals(UserInfo.ANONYMOUS.name());
		String group = anonymous ? UserInfo.ALL_UNAUTHENTICATED : UserInfo.ALL_AUTHENTICATED;
		boolean complete = user.groups().contains(group) || user.groups().contains(UserInfo.ALL_UNAUTHENTICATED);
		return complete ? user : user.withGroup(group);
	}

	private Mono<Void> requireName(UserInfo requestor, String name) {
		@Nullable String node = this.constrained ? UserInfos.node(name) : null;
		ServiceAccount account = UserInfos.serviceAccount(name);
		if (node != null) {
			return require(requestor, this.userGroup, "", "nodes", "", node);
		}
		return (account != null)
				? require(requestor, this.userGroup, account.namespace(), "serviceaccounts", "", account.name())
				: require(requestor, this.userGroup, "", "users", "", name);
	}

	private Mono<Void> requireUid(UserInfo requestor, String uid) {
		return uid.isEmpty() ? Mono.empty() : require(requestor, Permissions.AUTHENTICATION_GROUP, "", "uids", "", uid);
	}

	private Mono<Void> requireGroups(UserInfo requestor, List<String> groups) {
		if (this.constrained && groups.contains("")) {
			return refuse(requestor, group(""), "impersonating the empty string group is not allowed");
		}
		if (this.constrained && groups.contains(MASTERS)) {
			return refuse(requestor, group(MASTERS), "impersonating the system:masters group is not allowed");
		}
		List<Mono<Void>> each = new ArrayList<>();
		for (String group : groups) {
			each.add(this.permissions.require(requestor, group(group)));
		}
		return allOrEach(requestor, group("*"), each);
	}

	private Mono<Void> requireExtra(UserInfo requestor, UserInfo wanted) {
		String problem = this.constrained ? ExtraValidation.problem(wanted.extra()) : null;
		if (problem != null) {
			return refuse(requestor, extra("", ""), problem);
		}
		List<Mono<Void>> each = new ArrayList<>();
		wanted.extra()
			.forEach((key, values) -> values
				.forEach((value) -> each.add(this.permissions.require(requestor, extra(key, value)))));
		return allOrEach(requestor, extra("*", "*"), each);
	}

	private Mono<Void> allOrEach(UserInfo requestor, RequestInfo all, List<Mono<Void>> each) {
		Mono<Void> oneByOne = Flux.concat(each).then();
		return (this.constrained && each.size() >= MANY)
				? this.permissions.require(requestor, all).onErrorResume((ex) -> oneByOne) : oneByOne;
	}

	private RequestInfo group(String name) {
		return Permissions.identity(this.verb, this.userGroup, "", "groups", "", name);
	}

	private RequestInfo extra(String key, String value) {
		return Permissions.identity(this.verb, Permissions.AUTHENTICATION_GROUP, "", "userextras", key, value);
	}

	private Mono<Void> require(UserInfo requestor, String group, String namespace, String resource, String subresource,
			String name) {
		return this.permissions.require(requestor,
				Permissions.identity(this.verb, group, namespace, resource, subresource, name));
	}

	private static Mono<Void> refuse(UserInfo requestor, RequestInfo what, String reason) {
		return Mono.error(() -> ForbiddenMessage.of(requestor, what, reason));
	}

}
