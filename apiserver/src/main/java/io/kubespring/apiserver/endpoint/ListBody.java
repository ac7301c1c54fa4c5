package io.kubespring.apiserver.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.registry.ObjectSlice;

/**
 * The body of a list in pieces of about 64 KiB, each made when it is asked for.
 */
final class ListBody implements Iterator<byte[]> {

	private static final int PIECE = 64 * 1024;

	private static final byte[] NOTHING = new byte[0];

	private static final byte[] COMMA = { ',' };

	private static final byte[] TAIL = "]}".getBytes(StandardCharsets.UTF_8);

	private static final byte[] NO_ITEMS = "null}".getBytes(StandardCharsets.UTF_8);

	private final ObjectRenderer renderer;

	private final Representation representation;

	private final TableRenderer.IncludeObject include;

	private final Iterator<EncodedObject> objects;

	private byte[] head;

	private boolean first = true;

	private boolean done;

	ListBody(ObjectRenderer renderer, ObjectSlice slice, Representation representation,
			TableRenderer.IncludeObject include) {
		this.renderer = renderer;
		this.representation = representation;
		this.include = include;
		this.objects = slice.objects().get();
		this.head = renderer.listHead(slice, representation);
	}

	@Override
	public boolean hasNext() {
		return !this.done;
	}

	@Override
	public byte[] next() {
		if (this.done) {
			throw new NoSuchElementException();
		}
		List<byte[]> parts = new ArrayList<>();
		int size = this.head.length;
		parts.add(this.head);
		this.head = NOTHING;
		while (this.objects.hasNext() && size < PIECE) {
			if (!this.first) {
				parts.add(COMMA);
			}
			this.first = false;
			byte[] item = this.renderer.listItem(this.objects.next(), this.representation, this.include);
			size += item.length;
			parts.add(item);
		}
		if (!this.objects.hasNext()) {
			this.done = true;
			boolean noItems = this.first && this.representation.target() == Representation.Target.PARTIAL_LIST;
			if (noItems) {
				return withoutItems(parts.get(0));
			}
			parts.add(TAIL);
		}
		return Bytes.join(parts.toArray(new byte[0][]));
	}

	/**
	 * The reference has no items at all in an empty list of metadata.
	 */
	private static byte[] withoutItems(byte[] head) {
		return Bytes.join(Arrays.copyOf(head, head.length - 1), NO_ITEMS);
	}

	/**
	 * The whole body at once, for forms that cannot be made in pieces.
	 */
	byte[] whole() {
		ByteArrayOutputStream whole = new ByteArrayOutputStream();
		while (hasNext()) {
			whole.writeBytes(next());
		}
		return whole.toByteArray();
	}

}
