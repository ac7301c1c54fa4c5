package io.kubespring.apiserver.request;

import java.util.List;

import io.kubespring.apiserver.meta.GroupVersionResource;

/**
 * What a request asks, read once from its method and URL; authorization and routing both
 * use it and nothing else. After {@code RequestInfo} of
 * {@code k8s.io/apiserver/pkg/endpoints/request}.
 *
 * @param resourceRequest whether the path names a resource
 * @param path the decoded path, verbatim
 * @param verb the verb: of a resource request one of the API's verbs or empty, otherwise
 * the HTTP method in lower case
 * @param apiPrefix {@code apis} or {@code api}, empty for other paths
 * @param apiGroup the group
 * @param apiVersion the version
 * @param namespace the namespace, may be empty
 * @param resource the plural name of the resource
 * @param subresource the subresource, may be empty
 * @param name the name of the object, may be empty
 * @param parts the path's parts from the resource on
 * @param fieldSelector the raw field selector of list, watch and deletecollection
 * @param labelSelector the raw label selector of list, watch and deletecollection
 * @param deprecatedWatch whether the path has the deprecated {@code /watch/} prefix
 * @author The kubespring authors
 * @since 0.1.0
 */
public record RequestInfo(boolean resourceRequest, String path, String verb, String apiPrefix, String apiGroup,
		String apiVersion, String namespace, String resource, String subresource, String name, List<String> parts,
		String fieldSelector, String labelSelector, boolean deprecatedWatch) {

	/**
	 * The resource that is asked for.
	 * @return the group, version and resource
	 */
	public GroupVersionResource groupVersionResource() {
		return new GroupVersionResource(this.apiGroup, this.apiVersion, this.resource);
	}

	/**
	 * The same with another verb, for what a request does besides.
	 * @param verb the verb
	 * @return what is asked
	 */
	public RequestInfo withVerb(String verb) {
		return new RequestInfo(this.resourceRequest, this.path, verb, this.apiPrefix, this.apiGroup, this.apiVersion,
				this.namespace, this.resource, this.subresource, this.name, this.parts, this.fieldSelector,
				this.labelSelector, this.deprecatedWatch);
	}

}
