package io.kubespring.apiserver.registration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a replica leaves on an object that it applied: who it is, and a hash of what it
 * wants there. An object that still has that hash is as a replica wants it; any other was
 * changed by somebody else.
 *
 * @param replica who applied
 * @param hash the hash of what it applied
 * @param shared whether its CA bundle is the same for all replicas
 * @author The kubespring authors
 */
record Imprint(Replica replica, String hash, boolean shared) {

	static final String ANNOTATION = "kubespring.io/registered-by";

	private static final int HASH_BYTES = 8;

	static Imprint of(Replica replica, JsonNode spec, boolean shared) {
		return new Imprint(replica, hash(spec, spec.has("caBundle")), shared);
	}

	/**
	 * The imprint of an object.
	 * @return the imprint, or {@code null} if there is none or the object was changed
	 * since by somebody who leaves none
	 */
	static @Nullable Imprint on(JsonNode object) {
		String[] words = object.path("metadata").path("annotations").path(ANNOTATION).asString("").split(" ");
		Replica replica = (words.length < 2) ? null : Replica.parse(words[0]);
		if (replica == null) {
			return null;
		}
		JsonNode spec = object.path("spec");
		return (words[1].equals(hash(spec, true)) || words[1].equals(hash(spec, false)))
				? new Imprint(replica, words[1], words.length > 2) : null;
	}

	@Override
	public String toString() {
		return this.replica + " " + this.hash + (this.shared ? " shared" : "");
	}

	private static String hash(JsonNode spec, boolean withBundle) {
		JsonNode service = spec.path("service");
		String text = spec.path("groupPriorityMinimum").asInt(0) + "\n" + spec.path("versionPriority").asInt(0) + "\n"
				+ service.path("namespace").asString("") + "\n" + service.path("name").asString("") + "\n"
				+ service.path("port").asInt(443) + (withBundle ? "\n" + spec.path("caBundle").asString("") : "");
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
