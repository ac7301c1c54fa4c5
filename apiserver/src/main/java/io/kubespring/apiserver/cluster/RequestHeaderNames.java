package io.kubespring.apiserver.cluster;

import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.authentication.RequestHeaderSettings;
import io.kubespring.apiserver.authentication.TrustedAuthorities;

/**
 * Where front proxies write the user and how they are called, when it is said by the
 * application and not by the cluster; immutable. After
 * {@code RequestHeaderAuthenticationOptions} of {@code k8s.io/apiserver/pkg/server}.
 *
 * @param allowedNames the common names of proxies; an empty set allows every certificate
 * of their authorities
 * @param usernameHeaders headers with the user's name
 * @param uidHeaders headers with the user's uid
 * @param groupHeaders headers with groups
 * @param extraHeaderPrefixes prefixes of headers with further attributes
 * @author The kubespring authors
 * @since 0.1.0
 */
public record RequestHeaderNames(Set<String> allowedNames, List<String> usernameHeaders, List<String> uidHeaders,
		List<String> groupHeaders, List<String> extraHeaderPrefixes) {

	/**
	 * The names that the reference assumes. There is none for the uid: older proxies do
	 * not remove that header from what they forward.
	 */
	public static final RequestHeaderNames DEFAULTS = new RequestHeaderNames(Set.of(), List.of("X-Remote-User"),
			List.of(), List.of("X-Remote-Group"), List.of("X-Remote-Extra-"));

	RequestHeaderSettings of(TrustedAuthorities authorities) {
		return new RequestHeaderSettings(authorities, this.allowedNames, this.usernameHeaders, this.uidHeaders,
				this.groupHeaders, this.extraHeaderPrefixes);
	}

}
