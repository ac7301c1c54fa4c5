package io.kubespring.apiserver.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.kubespring.apiserver.codec.TreeCodec;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of {@code meta/v1}, the same to the letter as in the reference's documents:
 * where names meet in a cluster, differing content would be renamed.
 */
final class MetaSchemas {

	private MetaSchemas() {
	}

	static ObjectNode load() {
		try (InputStream stream = MetaSchemas.class.getResourceAsStream("meta-v1.json")) {
			if (stream == null) {
				throw new IllegalStateException("meta-v1.json is missing");
			}
			return TreeCodec.SHARED.readObject(stream.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
