package io.kubespring.apiserver.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.StatusCodec;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.meta.WatchEvent;
import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.watchcache.WatchBatch;
import io.kubespring.apiserver.watchcache.WatchSignal;

/**
 * The events of one watch as bytes. Watches of one form that share a batch share its
 * bytes too, but for tables: ages differ, and only the first event tells the columns.
 */
final class WatchEncoder {

	private static final String END_OF_INITIAL_EVENTS = "\"annotations\":{\"k8s.io/initial-events-end\":\"true\"},";

	private final ObjectRenderer renderer;

	private final Representation representation;

	private final TableRenderer.IncludeObject include;

	private boolean first = true;

	WatchEncoder(ObjectRenderer renderer, Representation representation, TableRenderer.IncludeObject include) {
		this.renderer = renderer;
		this.representation = representation;
		this.include = include;
	}

	byte[] encode(WatchBatch batch) {
		return (this.representation.target() == Representation.Target.TABLE) ? encodeAlone(batch)
				: batch.frames(this.representation, this::encodeAlone);
	}

	private byte[] encodeAlone(WatchBatch batch) {
		ByteArrayOutputStream frames = new ByteArrayOutputStream(512);
		for (WatchSignal signal : batch.signals()) {
			frames.writeBytes(prefix(signal.type()));
			frames.writeBytes(object(signal));
			frames.write('}');
			frames.write('\n');
		}
		return frames.toByteArray();
	}

	private static byte[] prefix(WatchEvent.Type type) {
		return ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.UTF_8);
	}

	private byte[] object(WatchSignal signal) {
		Status error = signal.error();
		if (error != null) {
			return StatusCodec.write(error);
		}
		EncodedObject object = signal.object();
		byte[] metadata = (object != null) ? new byte[0] : bookmarkMetadata(signal);
		return switch (this.representation.target()) {
			case TABLE -> table(signal, metadata);
			case PARTIAL, PARTIAL_LIST ->
				(object != null) ? object.partialMetadata(this.representation.metaVersion()) : partial(metadata);
			default -> (object != null) ? object.json() : whole(metadata);
		};
	}

	private byte[] table(WatchSignal signal, byte[] metadata) {
		boolean columns = this.first;
		this.first = false;
		EncodedObject object = signal.object();
		if (object != null) {
			return this.renderer.tables().table(object, this.representation.metaVersion(), this.include, columns);
		}
		boolean shown = this.include != TableRenderer.IncludeObject.NONE || signal.initialEventsEnd();
		EncodedObject empty = EncodedObject.decode(signal.revision(), text("{\"metadata\":{}}"));
		return this.renderer.tables()
			.bookmark(empty, this.representation.metaVersion(), shown ? partial(metadata) : text("null"), columns);
	}

	private byte[] whole(byte[] metadata) {
		GroupVersionKind kind = this.renderer.kind();
		return Bytes.join(
				text("{\"kind\":\"" + kind.kind() + "\",\"apiVersion\":\"" + kind.groupVersion() + "\",\"metadata\":"),
				metadata, text("}"));
	}

	private byte[] partial(byte[] metadata) {
		return Bytes.join(text("{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/"
				+ this.representation.metaVersion() + "\",\"metadata\":"), metadata, text("}"));
	}

	private static byte[] bookmarkMetadata(WatchSignal signal) {
		return text("{" + (signal.initialEventsEnd() ? END_OF_INITIAL_EVENTS : "") + "\"resourceVersion\":\""
				+ signal.revision() + "\"}");
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
