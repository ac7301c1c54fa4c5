package io.kubespring.apiserver.discovery;

/**
 * What of a request discovery looks at.
 *
 * @param method the HTTP method
 * @param path the decoded path
 * @param accept the first {@code Accept} header, empty without one
 * @param ifNoneMatch the {@code If-None-Match} header, empty without one
 * @param hash the query's {@code hash}, empty without one
 * @param pretty whether JSON is indented for the client
 * @author The kubespring authors
 * @since 0.1.0
 */
public record DiscoveryRequest(String method, String path, String accept, String ifNoneMatch, String hash,
		boolean pretty) {

}
