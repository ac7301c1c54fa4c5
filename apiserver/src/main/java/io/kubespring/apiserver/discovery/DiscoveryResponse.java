package io.kubespring.apiserver.discovery;

import java.util.Map;

import io.kubespring.apiserver.negotiation.Compression;

/**
 * An answer of discovery, ready to be sent.
 *
 * @param status the HTTP status code
 * @param headers the headers
 * @param body the body, never to be modified
 * @param compression when the body is compressed
 * @author The kubespring authors
 * @since 0.1.0
 */
public record DiscoveryResponse(int status, Map<String, String> headers, byte[] body, Compression compression) {

}
