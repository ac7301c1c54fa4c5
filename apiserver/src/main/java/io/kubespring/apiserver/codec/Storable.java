package io.kubespring.apiserver.codec;

/**
 * An object that is about to be stored; its arrays are never modified.
 *
 * @param stored the bytes of the store
 * @param served what comes back when they are taken in: canonical JSON without resource
 * version
 * @author The kubespring authors
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent")
public record Storable(byte[] stored, byte[] served) {

}
