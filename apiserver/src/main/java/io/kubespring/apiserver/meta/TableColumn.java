package io.kubespring.apiserver.meta;

/**
 * One column of a {@code meta.k8s.io/v1} {@code Table}, after
 * {@code metav1.TableColumnDefinition}.
 *
 * @param name the heading
 * @param type an OpenAPI type, or {@code date}
 * @param format an OpenAPI format, {@code name} for the column that names the object, or
 * empty
 * @param description what the column shows
 * @param priority 0 for columns that are always shown, more for wide output only
 * @author The kubespring authors
 * @since 0.1.0
 */
public record TableColumn(String name, String type, String format, String description, int priority) {

}
