package io.kubespring.apiserver.autoconfigure;

import java.util.Collection;

import io.kubespring.apiserver.authentication.UserInfo;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/**
 * A verified caller as Spring Security knows it: the principal is the {@link UserInfo},
 * the authorities are its groups, as they are named. It has no credentials to show.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class CallerAuthentication extends AbstractAuthenticationToken {

	private final transient UserInfo user;

	CallerAuthentication(UserInfo user, Collection<? extends GrantedAuthority> authorities) {
		super(authorities);
		this.user = user;
		super.setAuthenticated(true);
	}

	@Override
	public UserInfo getPrincipal() {
		return this.user;
	}

	@Override
	public String getCredentials() {
		return "";
	}

	@Override
	public String getName() {
		return this.user.name();
	}

}
