package io.kubespring.conformance.cluster;

/**
 * One of the servers of a comparison.
 *
 * @param name its name
 * @param url where it is asked
 * @param pid its process
 */
public record Contender(String name, String url, long pid) {

}
