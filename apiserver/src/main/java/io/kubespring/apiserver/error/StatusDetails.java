package io.kubespring.apiserver.error;

import java.util.List;

/**
 * Details of a {@link Status}, after {@code metav1.StatusDetails}; empty members are left
 * out on the wire.
 *
 * @param name the name of the object
 * @param group the group of the resource
 * @param kind the plural name of the resource, or the kind for invalid objects
 * @param uid the uid of the object
 * @param causes the causes
 * @param retryAfterSeconds the seconds after which to try again, 0 for none
 * @author The kubespring authors
 * @since 0.1.0
 */
public record StatusDetails(String name, String group, String kind, String uid, List<StatusCause> causes,
		int retryAfterSeconds) {

	/**
	 * Details without any member, sent as an empty object.
	 */
	public static final StatusDetails EMPTY = new StatusDetails("", "", "", "", List.of(), 0);

	public StatusDetails {
		causes = List.copyOf(causes);
	}

}
