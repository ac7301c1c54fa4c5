package io.kubespring.apiserver.meta;

/**
 * A kind whatever its version, printed as {@code Kind.group}.
 *
 * @param group the group, empty for the core group
 * @param kind the kind
 * @author The kubespring authors
 * @since 0.1.0
 */
public record GroupKind(String group, String kind) {

	@Override
	public String toString() {
		return this.group.isEmpty() ? this.kind : this.kind + "." + this.group;
	}

}
