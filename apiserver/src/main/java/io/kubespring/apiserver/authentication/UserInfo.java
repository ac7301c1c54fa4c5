package io.kubespring.apiserver.authentication;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A caller, after {@code k8s.io/apiserver/pkg/authentication/user}; immutable.
 *
 * @param name the name
 * @param uid the uid, may be empty
 * @param groups the groups, in order
 * @param extra further attributes: values by key, in order
 * @author The kubespring authors
 * @since 0.1.0
 */
public record UserInfo(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

	/**
	 * Group of all callers that were authenticated.
	 */
	public static final String ALL_AUTHENTICATED = "system:authenticated";

	/**
	 * Group of all callers that were not.
	 */
	public static final String ALL_UNAUTHENTICATED = "system:unauthenticated";

	/**
	 * A caller that was not authenticated.
	 */
	public static final UserInfo ANONYMOUS = new UserInfo("system:anonymous", "", List.of(ALL_UNAUTHENTICATED),
			Map.of());

	/**
	 * Copies what could be changed.
	 */
	public UserInfo {
		groups = List.copyOf(groups);
		Map<String, List<String>> copy = new LinkedHashMap<>();
		extra.forEach((key, values) -> copy.put(key, List.copyOf(values)));
		extra = Collections.unmodifiableMap(copy);
	}

	/**
	 * Whether nothing is known of this caller.
	 * @return {@code true} for {@code system:anonymous} and members of
	 * {@code system:unauthenticated}
	 */
	public boolean isAnonymous() {
		return this.name.equals(ANONYMOUS.name) || this.groups.contains(ALL_UNAUTHENTICATED);
	}

	/**
	 * This caller with one more group at the end.
	 * @param group the group
	 * @return the caller in the group
	 */
	public UserInfo withGroup(String group) {
		List<String> more = new ArrayList<>(this.groups);
		more.add(group);
		return new UserInfo(this.name, this.uid, more, this.extra);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
