package io.kubespring.apiserver.meta;

/**
 * A kind in one version of its group, after {@code schema.GroupVersionKind} of
 * apimachinery.
 *
 * @param group the group, empty for the core group
 * @param version the version
 * @param kind the kind, for example {@code Widget}
 * @author The kubespring authors
 * @since 0.1.0
 */
public record GroupVersionKind(String group, String version, String kind) {

	/**
	 * The group version of this kind.
	 * @return the group version
	 */
	public GroupVersion groupVersion() {
		return new GroupVersion(this.group, this.version);
	}

	/**
	 * This kind without its version.
	 * @return the group kind
	 */
	public GroupKind groupKind() {
		return new GroupKind(this.group, this.kind);
	}

	/**
	 * The text that messages use.
	 * @return {@code group/version, Kind=kind}
	 */
	@Override
	public String toString() {
		return this.group + "/" + this.version + ", Kind=" + this.kind;
	}

}
