package io.kubespring.apiserver.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.kubespring.apiserver.meta.ObjectKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One revision of one object as the bytes that every reader gets; immutable and shared.
 * Stored bytes are canonical JSON without {@code metadata.resourceVersion}; it is spliced
 * in at a known offset when the object is taken in, so that reading never parses or
 * encodes.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class EncodedObject {

	/**
	 * What an object occupies but for its bytes: names, labels, and what holds them.
	 */
	private static final long OVERHEAD = 800;

	private static final String RESOURCE_VERSION = "\"resourceVersion\":\"";

	private final ObjectScan scan;

	private final ObjectKey key;

	private final String path;

	private final long revision;

	private final byte[] json;

	private final int spliced;

	private final Map<Object, Object> memo = new ConcurrentHashMap<>(2);

	private EncodedObject(ObjectScan scan, ObjectKey key, String path, long revision, byte[] json, int spliced) {
		this.scan = scan;
		this.key = key;
		this.path = path;
		this.revision = revision;
		this.json = json;
		this.spliced = spliced;
	}

	/**
	 * Take in stored bytes.
	 * @param revision the revision of the bytes, 0 for an object that was never stored
	 * and has no resource version
	 * @param stored canonical JSON without resource version, not modified afterwards
	 * @return the object
	 * @throws MalformedBodyException if the bytes are not an object with metadata
	 */
	public static EncodedObject decode(long revision, byte[] stored) {
		ObjectScan scan = ObjectScan.of(stored);
		ObjectKey key = new ObjectKey(scan.namespace(), scan.name());
		return splice(scan, key, key.path(), revision, stored, 0);
	}

	private static EncodedObject splice(ObjectScan scan, ObjectKey key, String path, long revision, byte[] json,
			int replaced) {
		byte[] member = member(scan, revision);
		int offset = scan.revisionOffset();
		byte[] spliced = new byte[json.length - replaced + member.length];
		System.arraycopy(json, 0, spliced, 0, offset);
		System.arraycopy(member, 0, spliced, offset, member.length);
		System.arraycopy(json, offset + replaced, spliced, offset + member.length, json.length - offset - replaced);
		return new EncodedObject(scan, key, path, revision, spliced, member.length);
	}

	private static byte[] member(ObjectScan scan, long revision) {
		if (revision == 0) {
			return new byte[0];
		}
		String member = (scan.revisionComesFirst() ? "" : ",") + RESOURCE_VERSION + revision + "\""
				+ (scan.revisionNeedsComma() ? "," : "");
		return member.getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * This object's state at another revision, for the deletion that ends it.
	 * @param revision the other revision
	 * @return the object with that resource version
	 */
	public EncodedObject withRevision(long revision) {
		return splice(this.scan, this.key, this.path, revision, this.json, this.spliced);
	}

	/**
	 * Whether stored bytes are the same but for the revision.
	 * @param stored canonical JSON without resource version
	 * @return {@code true} if nothing differs
	 */
	public boolean holds(byte[] stored) {
		int offset = this.scan.revisionOffset();
		return stored.length == this.json.length - this.spliced
				&& Arrays.equals(stored, 0, offset, this.json, 0, offset)
				&& Arrays.equals(stored, offset, stored.length, this.json, offset + this.spliced, this.json.length);
	}

	/**
	 * The object's identity within its resource.
	 * @return the key
	 */
	public ObjectKey key() {
		return this.key;
	}

	/**
	 * The key's path, by which objects are ordered.
	 * @return {@code namespace/name} or the name
	 */
	public String path() {
		return this.path;
	}

	/**
	 * The revision.
	 * @return the revision, 0 for an object that was never stored
	 */
	public long revision() {
		return this.revision;
	}

	/**
	 * The uid.
	 * @return the uid, may be empty
	 */
	public String uid() {
		return this.scan.uid();
	}

	/**
	 * The labels.
	 * @return the labels, not modifiable
	 */
	public Map<String, String> labels() {
		return this.scan.labels();
	}

	/**
	 * Whether the object waits for its finalizers.
	 * @return {@code true} if it has a deletion time
	 */
	public boolean isTerminating() {
		return this.scan.terminating();
	}

	/**
	 * The whole object.
	 * @return canonical JSON without newline at the end, never to be modified
	 */
	public byte[] json() {
		return this.json;
	}

	/**
	 * The object as a tree.
	 * @return a new tree that belongs to the caller
	 */
	public ObjectNode tree() {
		return TreeCodec.SHARED.readObject(this.json);
	}

	/**
	 * The object as {@code meta.k8s.io} {@code PartialObjectMetadata}, made once for each
	 * version.
	 * @param metaVersion {@code v1} or {@code v1beta1}
	 * @return JSON without newline at the end, never to be modified
	 */
	public byte[] partialMetadata(String metaVersion) {
		return memo(metaVersion, (object) -> PartialMetadata.of(object.metadata(), metaVersion));
	}

	private byte[] metadata() {
		return Arrays.copyOfRange(this.json, this.scan.metadataStart(), this.scan.metadataEnd() + this.spliced);
	}

	/**
	 * Something derived from this object alone, kept with it.
	 * @param <T> the type of what is derived
	 * @param key identifies what is derived; the same key must always derive the same
	 * @param derive derives it, at most a few times if several threads ask at once
	 * @return what is derived
	 */
	@SuppressWarnings("unchecked")
	public <T> T memo(Object key, Function<EncodedObject, T> derive) {
		@Nullable Object known = this.memo.get(key);
		if (known == null) {
			known = derive.apply(this);
			Object earlier = this.memo.putIfAbsent(key, known);
			known = (earlier != null) ? earlier : known;
		}
		return (T) known;
	}

	/**
	 * Something derived from this object, if it was already.
	 * @param <T> the type of what is derived
	 * @param key identifies what is derived
	 * @return what is derived, or {@code null} if nobody asked for it yet
	 */
	@SuppressWarnings("unchecked")
	public <T> @Nullable T known(Object key) {
		return (T) this.memo.get(key);
	}

	/**
	 * What this object occupies, without what is derived from it.
	 * @return the size in bytes, about
	 */
	public long size() {
		return this.json.length + OVERHEAD;
	}

	@Override
	public String toString() {
		return this.path + "@" + this.revision;
	}

}
