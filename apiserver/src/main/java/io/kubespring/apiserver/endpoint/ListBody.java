package io.kubespring.apiserver.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.registry.ObjectSlice;

/**
 * The body of a list in pieces of about 64 KiB, each made when it is asked for.
 */
final class ListBody implements Iterator<byte[]> {

	private static final int PIECE = 64 * 1024;

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
		this.head = renderer.listHead(slice.resourceVersion(), representation);
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
		Piece piece = new Piece();
		piece.writeBytes(this.head);
		this.head = new byte[0];
		while (this.objects.hasNext() && piece.size() < PIECE) {
			if (!this.first) {
				piece.write(',');
			}
			this.first = false;
			piece.writeBytes(this.renderer.listItem(this.objects.next(), this.representation, this.include));
		}
		if (!this.objects.hasNext()) {
			if (this.first && this.representation.target() == Representation.Target.PARTIAL_LIST) {
				return withoutItems(piece);
			}
			piece.writeBytes(TAIL);
			this.done = true;
		}
		return piece.toByteArray();
	}

	/**
	 * The reference has no items at all in an empty list of metadata.
	 */
	private byte[] withoutItems(Piece piece) {
		this.done = true;
		byte[] head = piece.toByteArray();
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

	/**
	 * Hands out its own array when it is full to the brim.
	 */
	private static final class Piece extends ByteArrayOutputStream {

		Piece() {
			super(PIECE + 4096);
		}

		@Override
		public byte[] toByteArray() {
			return (this.count == this.buf.length) ? this.buf : super.toByteArray();
		}

	}

}
