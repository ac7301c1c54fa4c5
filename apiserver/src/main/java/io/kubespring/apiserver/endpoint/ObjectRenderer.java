package io.kubespring.apiserver.endpoint;

import java.time.Clock;
import java.util.StringJoiner;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.registry.ObjectSlice;
import io.kubespring.apiserver.registry.ResourceDefinition;

/**
 * Objects and lists of one resource in the form that a client wants, as compact JSON; the
 * objects' own bytes wherever they will do.
 */
final class ObjectRenderer {

	private final ResourceDefinition definition;

	private final TableRenderer tables;

	ObjectRenderer(ResourceDefinition definition, Clock clock) {
		this.definition = definition;
		this.tables = new TableRenderer(definition.table(), clock);
	}

	TableRenderer tables() {
		return this.tables;
	}

	GroupVersionKind kind() {
		return this.definition.kind();
	}

	/**
	 * One object.
	 */
	byte[] object(EncodedObject object, Representation representation, TableRenderer.IncludeObject include) {
		return switch (representation.target()) {
			case TABLE -> this.tables.table(object, representation.metaVersion(), include, true);
			case PARTIAL -> object.partialMetadata(representation.metaVersion());
			case PARTIAL_LIST -> throw ApiStatusException
				.notAcceptable("you requested PartialObjectMetadataList, but the requested object is not a list ("
						+ goType("") + ")");
			default -> object.json();
		};
	}

	/**
	 * What stands before the items of a list.
	 */
	byte[] listHead(ObjectSlice slice, Representation representation) {
		String metadata = metadata(slice);
		return switch (representation.target()) {
			case TABLE -> this.tables.head(representation.metaVersion(), metadata, true);
			case PARTIAL_LIST -> Bytes.of("{\"kind\":\"PartialObjectMetadataList\",\"apiVersion\":\"meta.k8s.io/"
					+ representation.metaVersion() + "\",\"metadata\":" + metadata + ",\"items\":[");
			case PARTIAL -> throw ApiStatusException.notAcceptable(
					"you requested PartialObjectMetadata, but the requested object is a list (" + goType("List") + ")");
			default -> Bytes.of("{\"kind\":\"" + this.definition.listKind() + "\",\"apiVersion\":\""
					+ kind().groupVersion() + "\",\"metadata\":" + metadata + ",\"items\":[");
		};
	}

	private static String metadata(ObjectSlice slice) {
		StringJoiner members = new StringJoiner(",", "{", "}");
		if (!slice.resourceVersion().isEmpty()) {
			members.add("\"resourceVersion\":\"" + slice.resourceVersion() + "\"");
		}
		if (!slice.continueToken().isEmpty()) {
			members.add("\"continue\":" + TreeCodec.SHARED.mapper().writeValueAsString(slice.continueToken()));
		}
		if (slice.remainingItemCount() != null) {
			members.add("\"remainingItemCount\":" + slice.remainingItemCount());
		}
		return members.toString();
	}

	/**
	 * One item of a list.
	 */
	byte[] listItem(EncodedObject object, Representation representation, TableRenderer.IncludeObject include) {
		return switch (representation.target()) {
			case TABLE -> this.tables.row(object, representation.metaVersion(), include);
			case PARTIAL_LIST -> object.partialMetadata(representation.metaVersion());
			default -> object.json();
		};
	}

	/**
	 * How the reference names the type in messages.
	 */
	private static String goType(String suffix) {
		return "*unstructured.Unstructured" + suffix;
	}

}
