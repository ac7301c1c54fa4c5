package io.kubespring.apiserver.doctor;

import java.util.HashMap;
import java.util.Map;

import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster of prepared answers; whatever else is asked for does not exist.
 */
final class ScriptedCluster implements ClusterView {

	private static final String WHO = "who am I";

	private final Map<String, ClusterAnswer> answers = new HashMap<>();

	ScriptedCluster good(String path, String json) {
		this.answers.put(path, new ClusterAnswer(200, (ObjectNode) JsonMapper.shared().readTree(json), ""));
		return this;
	}

	ScriptedCluster failed(String path, int code, String message) {
		this.answers.put(path, new ClusterAnswer(code, JsonMapper.shared().createObjectNode(), message));
		return this;
	}

	ScriptedCluster missing(String path) {
		this.answers.remove(path);
		return this;
	}

	/**
	 * Say who asks.
	 */
	ScriptedCluster says(ClusterAnswer who) {
		this.answers.put(WHO, who);
		return this;
	}

	@Override
	public Mono<ClusterAnswer> get(String path) {
		ClusterAnswer answer = this.answers.get(path);
		return Mono.just((answer != null) ? answer
				: new ClusterAnswer(404, JsonMapper.shared().createObjectNode(), "GET " + path + ": 404"));
	}

	@Override
	public Mono<ClusterAnswer> whoAmI() {
		return get(WHO);
	}

}
