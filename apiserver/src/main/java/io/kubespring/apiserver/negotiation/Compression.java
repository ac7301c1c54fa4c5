package io.kubespring.apiserver.negotiation;

/**
 * When an answer is compressed for a client that takes gzip.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public enum Compression {

	/**
	 * Never.
	 */
	NEVER,
	/**
	 * If it is longer than 128 KiB, as objects, lists and errors are.
	 */
	LONG,
	/**
	 * Always, by the weights that the client gives to codings, as OpenAPI v2 is; every
	 * answer says that it depends on them.
	 */
	WEIGHTED

}
