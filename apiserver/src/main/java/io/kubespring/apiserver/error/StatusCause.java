package io.kubespring.apiserver.error;

/**
 * One cause in the details of a {@link Status}, after {@code metav1.StatusCause}; empty
 * texts are left out on the wire.
 *
 * @param reason the machine-readable type, for example {@code FieldValueInvalid}
 * @param message what is wrong
 * @param field the path of the field, or empty
 * @author The kubespring authors
 * @since 0.1.0
 */
public record StatusCause(String reason, String message, String field) {

}
