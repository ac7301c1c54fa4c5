package io.kubespring.apiserver.discovery;

/**
 * What {@code /version} tells.
 *
 * @param gitVersion the version of the application, such as {@code v1.2.0}
 * @param buildDate when it was built, RFC 3339, may be empty
 * @author The kubespring authors
 * @since 0.1.0
 */
public record VersionInfo(String gitVersion, String buildDate) {

}
