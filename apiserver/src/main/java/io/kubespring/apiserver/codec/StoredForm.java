package io.kubespring.apiserver.codec;

import tools.jackson.databind.node.ObjectNode;

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
		public Storable encode(ObjectNode object) {
			byte[] json = TreeCodec.SHARED.writeStored(object);
			return new Storable(json, json);
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
	 * Make the bytes to store. What the stored form cannot hold does not come back.
	 * @param object the object without resource version, not modified
	 * @return the bytes, and what comes back of them
	 */
	Storable encode(ObjectNode object);

}
