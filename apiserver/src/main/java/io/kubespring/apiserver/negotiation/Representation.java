package io.kubespring.apiserver.negotiation;

import io.kubespring.apiserver.codec.TreeCodec;

/**
 * The form in which a client wants its answer.
 *
 * @param format the media type
 * @param target what objects are turned into
 * @param metaVersion the version of {@code meta.k8s.io} of the target, {@code v1} without
 * target
 * @param pretty whether JSON is indented
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Representation(Format format, Target target, String metaVersion, boolean pretty) {

	/**
	 * Compact JSON of the objects themselves.
	 */
	public static final Representation JSON = new Representation(Format.JSON, Target.OBJECT, "v1", false);

	/**
	 * This form, indented if it is asked for here or by the form itself.
	 * @param wanted whether JSON is to be indented
	 * @return the form
	 */
	public Representation orPretty(boolean wanted) {
		return (this.pretty || !wanted) ? this : new Representation(this.format, this.target, this.metaVersion, true);
	}

	/**
	 * Whether the format is JSON in one line.
	 * @return {@code true} if JSON only has to be ended
	 */
	public boolean isCompact() {
		return this.format == Format.JSON && !this.pretty;
	}

	/**
	 * Bring JSON of the target into the format.
	 * @param json compact JSON
	 * @return a body as the reference ends it: only compact JSON ends with a newline of
	 * its own
	 */
	public byte[] encode(byte[] json) {
		if (this.format == Format.YAML) {
			return TreeCodec.SHARED.yaml(json);
		}
		return this.pretty ? TreeCodec.SHARED.pretty(json) : TreeCodec.SHARED.line(json);
	}

	/**
	 * Media types that are spoken.
	 */
	public enum Format {

		/**
		 * JSON.
		 */
		JSON("application/json"),
		/**
		 * YAML.
		 */
		YAML("application/yaml");

		private final String mediaType;

		Format(String mediaType) {
			this.mediaType = mediaType;
		}

		/**
		 * The media type.
		 * @return the type without parameters
		 */
		public String mediaType() {
			return this.mediaType;
		}

	}

	/**
	 * What objects can be turned into.
	 */
	public enum Target {

		/**
		 * Nothing: the objects themselves.
		 */
		OBJECT,
		/**
		 * {@code meta.k8s.io} {@code Table}.
		 */
		TABLE,
		/**
		 * {@code meta.k8s.io} {@code PartialObjectMetadata}.
		 */
		PARTIAL,
		/**
		 * {@code meta.k8s.io} {@code PartialObjectMetadataList}.
		 */
		PARTIAL_LIST,
		/**
		 * {@code apidiscovery.k8s.io} {@code APIGroupDiscoveryList}.
		 */
		GROUP_DISCOVERY

	}

}
