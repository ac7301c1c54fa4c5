package io.kubespring.apiserver.endpoint;

import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.i18n.LocaleContextResolver;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.WebSessionManager;

/**
 * Makes exchanges for the few requests that Spring's web types handle.
 */
final class WebExchanges {

	private static final WebSessionManager SESSIONS = new DefaultWebSessionManager();

	private static final ServerCodecConfigurer CODECS = ServerCodecConfigurer.create();

	private static final LocaleContextResolver LOCALES = new AcceptHeaderLocaleContextResolver();

	private WebExchanges() {
	}

	static ServerWebExchange of(ServerHttpRequest request, ServerHttpResponse response) {
		return new DefaultServerWebExchange(request, response, SESSIONS, CODECS, LOCALES);
	}

}
