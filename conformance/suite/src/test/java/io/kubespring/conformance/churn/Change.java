package io.kubespring.conformance.churn;

import tools.jackson.databind.JsonNode;

/**
 * A write that was acknowledged, or an event of one.
 *
 * @param type what an event of it is called
 * @param name the object's name
 * @param uid the object's uid
 * @param revision the object's revision, 0 for a deletion that did not tell
 */
record Change(String type, String name, String uid, long revision) {

	static Change of(String type, JsonNode object) {
		JsonNode metadata = object.path("metadata");
		return new Change(type, metadata.path("name").asString(), metadata.path("uid").asString(),
				Long.parseLong(metadata.path("resourceVersion").asString()));
	}

	/**
	 * The change as both the writer and a watcher know it: a deletion's own revision is
	 * told to watchers alone.
	 */
	String account() {
		return this.type + " " + this.name + " " + this.uid + (deletion() ? "" : " " + this.revision);
	}

	boolean deletion() {
		return this.type.equals("DELETED");
	}

}
