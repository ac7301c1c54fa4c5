package io.kubespring.apiserver.registration;

import io.kubespring.apiserver.meta.GroupVersion;

/**
 * The names of APIService objects.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ApiServiceName {

	private ApiServiceName() {
	}

	/**
	 * The name that the object of a group version must have.
	 * @param groupVersion the group version
	 * @return the name, such as {@code v1.shop.example.com}
	 */
	public static String of(GroupVersion groupVersion) {
		return groupVersion.version() + "." + groupVersion.group();
	}

}
