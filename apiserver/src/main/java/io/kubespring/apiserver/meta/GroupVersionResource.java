package io.kubespring.apiserver.meta;

/**
 * A resource in one version of its group: what a URL names, after
 * {@code schema.GroupVersionResource} of apimachinery.
 *
 * @param group the group, empty for the core group
 * @param version the version
 * @param resource the plural name in lower case
 * @author The kubespring authors
 * @since 0.1.0
 */
public record GroupVersionResource(String group, String version, String resource) {

	/**
	 * The group version of this resource.
	 * @return the group version
	 */
	public GroupVersion groupVersion() {
		return new GroupVersion(this.group, this.version);
	}

	/**
	 * This resource without its version.
	 * @return the group resource
	 */
	public GroupResource groupResource() {
		return new GroupResource(this.group, this.resource);
	}

}
