package io.kubespring.apiserver.autoconfigure;

import java.util.List;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.server.CallerContext;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.util.StringUtils;

/**
 * Puts the caller into Spring Security's reactive context, made only when somebody asks.
 * A caller without credentials is what Spring Security calls anonymous.
 */
final class SecurityContextOfCaller implements CallerContext {

	private static final String KEY = "apiserver";

	@Override
	public Context with(Context context, UserInfo user) {
		return context.putAll(ReactiveSecurityContextHolder
			.withSecurityContext(Mono.fromSupplier(() -> new SecurityContextImpl(authentication(user))))
			.readOnly());
	}

	private static Authentication authentication(UserInfo user) {
		List<GrantedAuthority> groups = user.groups()
			.stream()
			.filter(StringUtils::hasText)
			.<GrantedAuthority>map(SimpleGrantedAuthority::new)
			.toList();
		return isUnauthenticated(user) ? new AnonymousAuthenticationToken(KEY, user, groups)
				: new CallerAuthentication(user, groups);
	}

	private static boolean isUnauthenticated(UserInfo user) {
		return user.name().equals(UserInfo.ANONYMOUS.name()) || user.groups().contains(UserInfo.ALL_UNAUTHENTICATED);
	}

}
