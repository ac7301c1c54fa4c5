package io.kubespring.apiserver.impersonation;

import java.util.List;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.selector.LabelSyntax;
import org.jspecify.annotations.Nullable;

/**
 * What the names of users say of them.
 *
 * @author The kubespring authors
 */
final class UserInfos {

	private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

	private static final String SERVICE_ACCOUNTS = "system:serviceaccounts";

	private static final String NODE = "system:node:";

	private static final int LONGEST_LABEL = 63;

	private static final int LONGEST_SUBDOMAIN = 253;

	private UserInfos() {
	}

	static boolean hasOnlyName(UserInfo user) {
		return user.uid().isEmpty() && user.groups().isEmpty() && user.extra().isEmpty();
	}

	/**
	 * The node that a name stands for.
	 * @return the node's name, {@code null} for other users
	 */
	static @Nullable String node(String userName) {
		if (!userName.startsWith(NODE)) {
			return null;
		}
		String name = userName.substring(NODE.length());
		return isSubdomain(name) ? name : null;
	}

	/**
	 * The service account that a name stands for, after {@code SplitUsername} of
	 * {@code k8s.io/apiserver/pkg/authentication/serviceaccount}.
	 * @return the service account, {@code null} for other users
	 */
	static @Nullable ServiceAccount serviceAccount(String userName) {
		if (!userName.startsWith(SERVICE_ACCOUNT)) {
			return null;
		}
		String[] parts = userName.substring(SERVICE_ACCOUNT.length()).split(":", -1);
		if (parts.length != 2 || parts[0].length() > LONGEST_LABEL || parts[0].indexOf('.') >= 0
				|| !isSubdomain(parts[0]) || !isSubdomain(parts[1])) {
			return null;
		}
		return new ServiceAccount(parts[0], parts[1]);
	}

	private static boolean isSubdomain(String name) {
		return name.length() <= LONGEST_SUBDOMAIN && LabelSyntax.subdomain(name).isEmpty();
	}

	record ServiceAccount(String namespace, String name) {

		List<String> groups() {
			return List.of(SERVICE_ACCOUNTS, SERVICE_ACCOUNTS + ":" + this.namespace);
		}

	}

}
