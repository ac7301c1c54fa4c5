package io.kubespring.conformance.harmless;

import io.kubespring.conformance.cluster.TroubledServer;

/**
 * One of the two servers that get into the same trouble.
 *
 * @param name what it is called in names of objects
 * @param server its process
 * @param group its group
 * @param version its version
 * @param kind a kind of it
 * @param plural the kind's plural name
 */
record Subject(String name, TroubledServer server, String group, String version, String kind, String plural) {

	String groupVersion() {
		return this.group + "/" + this.version;
	}

	String apiService() {
		return this.version + "." + this.group;
	}

	/**
	 * The kind as kubectl is told.
	 */
	String resource() {
		return this.plural + "." + this.version + "." + this.group;
	}

	/**
	 * A text without what tells the two servers apart.
	 */
	String anonymous(String text) {
		return text.replace(resource(), "RESOURCE")
			.replace(this.plural + "." + this.group, "RESOURCE")
			.replace(groupVersion(), "GROUP/VERSION")
			.replace(this.group, "GROUP")
			.replace(this.kind, "KIND")
			.replace(this.plural, "PLURAL")
			.replace(this.name, "NAME");
	}

}
