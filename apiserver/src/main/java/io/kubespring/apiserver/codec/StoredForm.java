package io.kubespring.apiserver.codec;

/**
 * How the objects of a resource are stored: between the bytes of a store and the objects
 * that are served. Safe for use by several threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface StoredForm {

	/**
	 * Objects are stored as they are served.
	 */
	StoredForm PLAIN = new StoredForm() {

		@Override
		public EncodedObject decode(long revision, byte[] stored) {
			return EncodedObject.decode(revision, stored);
		}

		@Override
		public byte[] encode(byte[] object) {
			return object;
		}

		@Override
		public byte[] kept(byte[] object) {
			return object;
		}

	};

	/**
	 * Take in stored bytes.
	 * @param revision the revision of the bytes
	 * @param stored the bytes, not modified afterwards
	 * @return the object
	 * @throws MalformedBodyException if the bytes are not an object with metadata
	 */
	EncodedObject decode(long revision, byte[] stored);

	/**
	 * Make the bytes to store.
	 * @param object canonical JSON without resource version
	 * @return the bytes
	 */
	byte[] encode(byte[] object);

	/**
	 * What comes back of an object that was stored and is read.
	 * @param object canonical JSON without resource version
	 * @return canonical JSON without resource version
	 */
	byte[] kept(byte[] object);

}
