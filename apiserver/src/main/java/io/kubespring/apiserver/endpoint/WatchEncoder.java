package io.kubespring.apiserver.endpoint;

import java.io.ByteArrayOutputStream;

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
 * bytes too, compressed or not, but for tables: ages differ, and only the first event
 * tells the columns.
 */
final class WatchEncoder {

	private static final String END_OF_INITIAL_EVENTS = "\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}";

	private final ObjectRenderer renderer;

	private final Representation representation;

	private final TableRenderer.IncludeObject include;

	private boolean first = true;

	WatchEncoder(ObjectRenderer renderer, Representation representation, TableRenderer.IncludeObject include) {
		this.renderer = renderer;
		this.representation = representation;
		this.include = include;
	}

	/**
	 * One line for each event.
	 */
	byte[] encode(WatchBatch batch) {
		return (this.representation.target() == Representation.Target.TABLE) ? encodeAlone(batch)
				: batch.frames(this.representation, this::encodeAlone);
	}

	/**
	 * The same in a gzip stream.
	 */
	byte[] compress(WatchBatch batch, FlushedGzip stream) {
		byte[] plain = encode(batch);
		return stream.add(plain,
				(this.representation.target() == Representation.Target.TABLE) ? FlushedGzip.deflate(plain)
						: batch.frames(new Compressed(this.representation), (shared) -> FlushedGzip.deflate(plain)));
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
		return Bytes.of("{\"type\":\"" + type + "\",\"object\":");
	}

	private byte[] object(WatchSignal signal) {
		Status error = signal.error();
		if (error != null) {
			return StatusCodec.write(error);
		}
		EncodedObject object = (signal.object() != null) ? signal.object() : bookmark(signal);
		return switch (this.representation.target()) {
			case TABLE -> table(object, (signal.object() != null) ? this.include : includeOfBookmark(signal));
			case PARTIAL, PARTIAL_LIST -> object.partialMetadata(this.representation.metaVersion());
			default -> object.json();
		};
	}

	/**
	 * An object that has nothing but a resource version and perhaps the mark.
	 */
	private EncodedObject bookmark(WatchSignal signal) {
		GroupVersionKind kind = this.renderer.kind();
		return EncodedObject.decode(signal.revision(),
				Bytes.of("{\"apiVersion\":\"" + kind.groupVersion() + "\",\"kind\":\"" + kind.kind()
						+ "\",\"metadata\":{" + (signal.initialEventsEnd() ? END_OF_INITIAL_EVENTS : "") + "}}"));
	}

	/**
	 * The mark is shown even to who wants no objects.
	 */
	private TableRenderer.IncludeObject includeOfBookmark(WatchSignal signal) {
		return (this.include == TableRenderer.IncludeObject.NONE && signal.initialEventsEnd())
				? TableRenderer.IncludeObject.METADATA : this.include;
	}

	private byte[] table(EncodedObject object, TableRenderer.IncludeObject shown) {
		boolean columns = this.first;
		this.first = false;
		return this.renderer.tables().table(object, this.representation.metaVersion(), shown, columns);
	}

	/**
	 * Identifies the compressed form of a representation.
	 */
	private record Compressed(Representation representation) {

	}

}
