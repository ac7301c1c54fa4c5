package io.kubespring.apiserver.authentication;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A caller, after {@code k8s.io/apiserver/pkg/authentication/user}; immutable.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class UserInfo {

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

	private final String name;

	private final String uid;

	private final List<String> groups;

	private final Map<String, List<String>> extra;

	/**
	 * Create a caller.
	 * @param name the name
	 * @param uid the uid, may be empty
	 * @param groups the groups, in order
	 * @param extra further attributes by key, in order
	 */
	public UserInfo(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
		this.name = name;
		this.uid = uid;
		this.groups = List.copyOf(groups);
		Map<String, List<String>> copy = new LinkedHashMap<>();
		extra.forEach((key, values) -> copy.put(key, List.copyOf(values)));
		this.extra = Collections.unmodifiableMap(copy);
	}

	/**
	 * The name.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The uid.
	 * @return the uid, may be empty
	 */
	public String uid() {
		return this.uid;
	}

	/**
	 * The groups.
	 * @return the groups, in order
	 */
	public List<String> groups() {
		return this.groups;
	}

	/**
	 * Further attributes.
	 * @return values by key
	 */
	public Map<String, List<String>> extra() {
		return this.extra;
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
	public boolean equals(Object other) {
		return (other instanceof UserInfo that) && this.name.equals(that.name) && this.uid.equals(that.uid)
				&& this.groups.equals(that.groups) && this.extra.equals(that.extra);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.name, this.uid, this.groups, this.extra);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
