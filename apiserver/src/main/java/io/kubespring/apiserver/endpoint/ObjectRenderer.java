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
	 * What surrounds the items of a list.
	 */
	ListFrame listFrame(ObjectSlice slice, Representation representation) {
		return switch (representation.target()) {
			case TABLE ->
				new ListFrame(this.tables.head(representation.metaVersion(), metadata(slice), true), Bytes.of("]}"));
			case PARTIAL_LIST -> ListFrame.of(
					"{\"kind\":\"PartialObjectMetadataList\",\"apiVersion\":\"meta.k8s.io/"
							+ representation.metaVersion() + "\",\"metadata\":" + metadata(slice) + ",\"items\":[",
					"]}");
			case PARTIAL -> throw ApiStatusException.notAcceptable(
					"you requested PartialObjectMetadata, but the requested object is a list (" + goType("List") + ")");
			default -> ListFrame.of("{\"apiVersion\":\"" + kind().groupVersion() + "\",\"items\":[",
					"],\"kind\":\"" + this.definition.listKind() + "\",\"metadata\":" + sortedMetadata(slice) + "}");
		};
	}

	/**
	 * A list's metadata in the order of {@code metav1.ListMeta}.
	 */
	private static String metadata(ObjectSlice slice) {
		StringJoiner members = new StringJoiner(",", "{", "}");
		addVersion(members, slice);
		if (!slice.continueToken().isEmpty()) {
			addToken(members, slice);
		}
		addCount(members, slice);
		return members.toString();
	}

	/**
	 * A list's metadata as custom resources have it: in the order of its names, with a
	 * token even where there is none.
	 */
	private static String sortedMetadata(ObjectSlice slice) {
		StringJoiner members = new StringJoiner(",", "{", "}");
		addToken(members, slice);
		addCount(members, slice);
		addVersion(members, slice);
		return members.toString();
	}

	private static void addVersion(StringJoiner members, ObjectSlice slice) {
		if (!slice.resourceVersion().isEmpty()) {
			members.add("\"resourceVersion\":\"" + slice.resourceVersion() + "\"");
		}
	}

	private static void addToken(StringJoiner members, ObjectSlice slice) {
		members.add("\"continue\":" + TreeCodec.SHARED.mapper().writeValueAsString(slice.continueToken()));
	}

	private static void addCount(StringJoiner members, ObjectSlice slice) {
		if (slice.remainingItemCount() != null) {
			members.add("\"remainingItemCount\":" + slice.remainingItemCount());
		}
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
