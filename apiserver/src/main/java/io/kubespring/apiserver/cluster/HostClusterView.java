package io.kubespring.apiserver.cluster;

import io.kubespring.apiserver.doctor.ClusterAnswer;
import io.kubespring.apiserver.doctor.ClusterView;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The host cluster as this server sees it, without trying anything twice.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HostClusterView implements ClusterView {

	private final HostApi api;

	/**
	 * Create a view.
	 * @param cluster the host cluster
	 */
	public HostClusterView(HostCluster cluster) {
		this.api = cluster.api();
	}

	@Override
	public Mono<ClusterAnswer> get(String path) {
		return answer(this.api.get(path));
	}

	@Override
	public Mono<ClusterAnswer> whoAmI() {
		return answer(SelfSubjectReview.ask(this.api));
	}

	private static Mono<ClusterAnswer> answer(Mono<ObjectNode> answer) {
		return answer.map((body) -> new ClusterAnswer(200, body, "")).onErrorResume((ex) -> Mono.just(failed(ex)));
	}

	private static ClusterAnswer failed(Throwable ex) {
		return new ClusterAnswer((ex instanceof HostApiException refused) ? refused.code() : 0,
				JsonNodeFactory.instance.objectNode(), String.valueOf(ex.getMessage()));
	}

}
