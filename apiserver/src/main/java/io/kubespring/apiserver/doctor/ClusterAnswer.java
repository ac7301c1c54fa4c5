package io.kubespring.apiserver.doctor;

import tools.jackson.databind.node.ObjectNode;

/**
 * What the cluster said to a request.
 *
 * @param code the HTTP status, 0 if there was no answer
 * @param body the answer's body, empty unless the status is 200 or 201
 * @param message what went wrong, empty if nothing did
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ClusterAnswer(int code, ObjectNode body, String message) {

	boolean isGood() {
		return this.code == 200 || this.code == 201;
	}

	boolean isMissing() {
		return this.code == 404;
	}

}
