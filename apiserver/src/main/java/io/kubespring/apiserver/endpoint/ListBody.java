package io.kubespring.apiserver.endpoint;

import java.util.Iterator;
import java.util.NoSuchElementException;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.registry.ObjectSlice;
import org.jspecify.annotations.Nullable;

/**
 * The body of a list in pieces of about 64 KiB, each made when it is asked for. A long
 * object is a piece of its own and not copied.
 */
final class ListBody implements Iterator<byte[]> {

	private static final int PIECE = 64 * 1024;

	private final ObjectRenderer renderer;

	private final Representation representation;

	private final TableRenderer.IncludeObject include;

	private final Iterator<EncodedObject> objects;

	private final ListForm form;

	private byte @Nullable [] alone;

	private boolean begun;

	private boolean first = true;

	private boolean done;

	ListBody(ObjectRenderer renderer, ObjectSlice slice, Representation representation,
			TableRenderer.IncludeObject include) {
		this.renderer = renderer;
		this.representation = representation;
		this.include = include;
		this.objects = slice.objects().get();
		ListFrame frame = renderer.listFrame(slice, representation);
		boolean empty = !this.objects.hasNext();
		// The reference has no items at all in an empty list of metadata.
		boolean without = empty && representation.target() == Representation.Target.PARTIAL_LIST;
		this.form = ListForm.of(representation, without ? frame.withoutItems() : frame, empty);
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
		byte[] alone = this.alone;
		this.alone = null;
		return (alone != null) ? alone : join();
	}

	private byte[] join() {
		Pieces pieces = new Pieces();
		if (!this.begun) {
			this.form.begin(pieces);
			this.begun = true;
		}
		while (this.objects.hasNext() && this.alone == null && pieces.size() < PIECE) {
			this.form.item(this.renderer.listItem(this.objects.next(), this.representation, this.include), this.first,
					pieces);
			this.first = false;
			this.alone = pieces.takeLong();
		}
		if (this.alone == null && !this.objects.hasNext()) {
			this.done = true;
			this.form.end(pieces);
		}
		return pieces.join();
	}

}
