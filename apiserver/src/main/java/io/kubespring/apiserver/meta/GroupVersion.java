package io.kubespring.apiserver.meta;

/**
 * An API group and one of its versions, printed as {@code group/version}.
 *
 * @param group the group, empty for the core group
 * @param version the version
 * @author The kubespring authors
 * @since 0.1.0
 */
public record GroupVersion(String group, String version) {

	/**
	 * The value of an object's {@code apiVersion}.
	 * @return {@code group/version}, or the version alone for the core group
	 */
	@Override
	public String toString() {
		return this.group.isEmpty() ? this.version : this.group + "/" + this.version;
	}

	/**
	 * Read an {@code apiVersion}.
	 * @param apiVersion the text, for example {@code apps/v1}
	 * @return the group version; a text without slash is a version of the core group
	 */
	public static GroupVersion parse(String apiVersion) {
		int slash = apiVersion.indexOf('/');
		return (slash < 0) ? new GroupVersion("", apiVersion)
				: new GroupVersion(apiVersion.substring(0, slash), apiVersion.substring(slash + 1));
	}

	/**
	 * Name a kind of this group version.
	 * @param kind the kind
	 * @return the group version kind
	 */
	public GroupVersionKind withKind(String kind) {
		return new GroupVersionKind(this.group, this.version, kind);
	}

	/**
	 * Name a resource of this group version.
	 * @param resource the plural name
	 * @return the group version resource
	 */
	public GroupVersionResource withResource(String resource) {
		return new GroupVersionResource(this.group, this.version, resource);
	}

}
