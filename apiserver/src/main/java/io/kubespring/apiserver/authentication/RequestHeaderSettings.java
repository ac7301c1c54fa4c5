package io.kubespring.apiserver.authentication;

import java.util.List;
import java.util.Set;

/**
 * What makes a front proxy believed and where it writes the user, after
 * {@code RequestHeaderConfig} of
 * {@code k8s.io/apiserver/pkg/authentication/authenticatorfactory}; immutable.
 *
 * @param authorities who signs proxies' certificates
 * @param allowedNames the common names of proxies; an empty set allows every certificate
 * of the authorities
 * @param usernameHeaders headers with the user's name, the first that has one counts;
 * without any no user is ever found
 * @param uidHeaders headers with the user's uid, the first that has one counts
 * @param groupHeaders headers with groups, all of them count
 * @param extraHeaderPrefixes prefixes of headers with further attributes
 * @author The kubespring authors
 * @since 0.1.0
 */
public record RequestHeaderSettings(TrustedAuthorities authorities, Set<String> allowedNames,
		List<String> usernameHeaders, List<String> uidHeaders, List<String> groupHeaders,
		List<String> extraHeaderPrefixes) {

	/**
	 * Create settings.
	 */
	public RequestHeaderSettings {
		allowedNames = Set.copyOf(allowedNames);
		usernameHeaders = List.copyOf(usernameHeaders);
		uidHeaders = List.copyOf(uidHeaders);
		groupHeaders = List.copyOf(groupHeaders);
		extraHeaderPrefixes = List.copyOf(extraHeaderPrefixes);
	}

}
