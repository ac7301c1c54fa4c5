package io.kubespring.conformance.wire;

import io.kubespring.conformance.cluster.RawClient;

/**
 * A server in a conversation.
 *
 * @param client asks it
 * @param group what {@code GROUP} means to it
 * @param version what {@code VERSION} means to it
 */
record Peer(RawClient client, String group, String version) {

	/**
	 * A text of a scenario as it is sent.
	 */
	String address(String text) {
		return text.replace("GROUP", this.group).replace("VERSION", this.version);
	}

	/**
	 * An answer without what only this server is called.
	 */
	String generalize(String text) {
		return text.replace(this.group, "GROUP").replace(this.version, "VERSION");
	}

}
