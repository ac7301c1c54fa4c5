package io.kubespring.apiserver.authentication;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Has the bearer token reviewed that the opening of a WebSocket carries among the
 * subprotocols it offers, since browsers let their scripts set no other header. Another
 * one must be offered, for the token is never chosen. After
 * {@code k8s.io/apiserver/pkg/authentication/request/websocket}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class WebSocketTokenAuthenticator implements Authenticator {

	/**
	 * The header with the subprotocols.
	 */
	public static final String PROTOCOLS = "Sec-WebSocket-Protocol";

	private static final String TOKEN_PREFIX = "base64url.bearer.authorization.k8s.io.";

	private final ReviewedTokens tokens;

	/**
	 * Create an authenticator.
	 * @param tokens knows tokens
	 */
	public WebSocketTokenAuthenticator(ReviewedTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	public Mono<UserInfo> authenticate(AuthenticationRequest request) {
		List<String> offered = request.header(PROTOCOLS);
		if (offered.isEmpty() || !isWebSocket(request)) {
			return Mono.empty();
		}
		String token = null;
		boolean others = false;
		for (String protocol : split(offered)) {
			if (!protocol.startsWith(TOKEN_PREFIX)) {
				others = true;
			}
			else if (token != null) {
				return refused("more than one token is offered as a subprotocol");
			}
			else {
				token = decode(protocol.substring(TOKEN_PREFIX.length()));
				if (token == null) {
					return refused("the token among the subprotocols is not encoded as it must be");
				}
			}
		}
		if (token == null || token.isEmpty()) {
			return Mono.empty();
		}
		return others ? this.tokens.authenticate(token) : refused("no subprotocol is offered beside the token");
	}

	/**
	 * What is left of the subprotocols when tokens are taken out.
	 * @param offered the values of the header
	 * @return the subprotocols as one value, empty if there are no others; {@code null}
	 * if there is no token among them
	 */
	public static @Nullable String withoutTokens(List<String> offered) {
		List<String> all = split(offered);
		List<String> others = all.stream().filter((protocol) -> !protocol.startsWith(TOKEN_PREFIX)).toList();
		return (others.size() != all.size()) ? String.join(",", others) : null;
	}

	private static boolean isWebSocket(AuthenticationRequest request) {
		return request.header("Upgrade").stream().limit(1).anyMatch("websocket"::equalsIgnoreCase)
				&& request.header("Connection")
					.stream()
					.anyMatch((value) -> value.toLowerCase(Locale.ROOT).contains("upgrade"));
	}

	private static List<String> split(List<String> offered) {
		List<String> protocols = new ArrayList<>();
		for (String value : offered) {
			for (String protocol : value.split(",", -1)) {
				protocols.add(protocol.trim());
			}
		}
		return protocols;
	}

	private static @Nullable String decode(String encoded) {
		try {
			return encoded.endsWith("=") ? null
					: StandardCharsets.UTF_8.newDecoder()
						.decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded)))
						.toString();
		}
		catch (IllegalArgumentException | CharacterCodingException ex) {
			return null;
		}
	}

	private static Mono<UserInfo> refused(String why) {
		return Mono.error(new AuthenticationException(why));
	}

}
