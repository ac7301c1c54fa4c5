package io.kubespring.apiserver.server;

import io.kubespring.apiserver.authentication.UserInfo;
import reactor.util.context.Context;

/**
 * Puts the verified caller where reactive user code looks for it, such as the security
 * context of Spring Security. Nothing is ever read back from there.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface CallerContext {

	/**
	 * Add a caller. Called on an event loop, must not block.
	 * @param context what user code's subscriber has in its context
	 * @param user the verified caller, the impersonated user if there is one
	 * @return the context with the caller
	 */
	Context with(Context context, UserInfo user);

}
