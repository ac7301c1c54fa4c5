package io.kubespring.apiserver.meta;

/**
 * A resource whatever its version, printed as {@code resource.group}.
 *
 * @param group the group, empty for the core group
 * @param resource the plural name
 * @author The kubespring authors
 * @since 0.1.0
 */
public record GroupResource(String group, String resource) {

	@Override
	public String toString() {
		return this.group.isEmpty() ? this.resource : this.resource + "." + this.group;
	}

}
