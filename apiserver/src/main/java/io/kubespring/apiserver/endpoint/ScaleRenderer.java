package io.kubespring.apiserver.endpoint;

import java.time.Clock;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.strategy.ObjectTable;
import io.kubespring.apiserver.write.ScaleView;
import tools.jackson.databind.node.ObjectNode;

/**
 * Scales in the form that a client wants, as compact JSON.
 */
final class ScaleRenderer {

	private final ScaleView view;

	private final TableRenderer tables;

	ScaleRenderer(ScaleView view, Clock clock) {
		this.view = view;
		this.tables = new TableRenderer(ObjectTable.ofScales(), clock);
	}

	ScaleView view() {
		return this.view;
	}

	/**
	 * The scale of an object.
	 */
	byte[] scale(EncodedObject object, Representation representation, TableRenderer.IncludeObject include) {
		ObjectNode scale = this.view.show(object.tree());
		return switch (representation.target()) {
			case TABLE -> this.tables.table(encoded(object, scale), representation.metaVersion(), include, true);
			case PARTIAL -> encoded(object, scale).partialMetadata(representation.metaVersion());
			case PARTIAL_LIST -> throw ApiStatusException.notAcceptable(
					"you requested PartialObjectMetadataList, but the requested object is not a list (*v1.Scale)");
			default -> TreeCodec.SHARED.mapper().writeValueAsBytes(scale);
		};
	}

	private static EncodedObject encoded(EncodedObject object, ObjectNode scale) {
		return EncodedObject.decode(object.revision(), TreeCodec.SHARED.writeStored(scale));
	}

}
