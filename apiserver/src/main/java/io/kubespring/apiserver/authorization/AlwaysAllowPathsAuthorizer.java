package io.kubespring.apiserver.authorization;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.RequestInfo;
import reactor.core.publisher.Mono;

/**
 * Allows some paths to everybody, usually those of probes; never a resource. After
 * {@code k8s.io/apiserver/pkg/authorization/path}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class AlwaysAllowPathsAuthorizer implements Authorizer {

	private static final Mono<Decision> ALLOWED = Mono.just(Decision.ALLOW);

	private static final Mono<Decision> NO_OPINION = Mono.just(Decision.NO_OPINION);

	private final Set<String> paths = new HashSet<>();

	private final List<String> prefixes = new ArrayList<>();

	/**
	 * Create an authorizer.
	 * @param paths the paths; one that ends in {@code *} stands for all it is a prefix of
	 * @throws IllegalArgumentException if a path contains another {@code *}
	 */
	public AlwaysAllowPathsAuthorizer(List<String> paths) {
		for (String path : paths) {
			String relative = relative(path);
			int star = relative.indexOf('*');
			if (star >= 0 && star < relative.length() - 1) {
				throw new IllegalArgumentException("only trailing * allowed in \"" + relative + "\"");
			}
			if (star >= 0) {
				this.prefixes.add(relative.substring(0, star));
			}
			else {
				this.paths.add(relative);
			}
		}
	}

	@Override
	public Mono<Decision> authorize(UserInfo user, RequestInfo request) {
		if (request.resourceRequest()) {
			return NO_OPINION;
		}
		String path = relative(request.path());
		return (this.paths.contains(path) || this.prefixes.stream().anyMatch(path::startsWith)) ? ALLOWED : NO_OPINION;
	}

	private static String relative(String path) {
		return path.startsWith("/") ? path.substring(1) : path;
	}

}
