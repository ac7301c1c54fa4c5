package io.kubespring.conformance.wire;

import java.util.Locale;

/**
 * Whose answers are the right ones.
 */
enum Oracle {

	/**
	 * A CustomResourceDefinition of the kinds of {@code demo} in the same cluster.
	 */
	CUSTOM_RESOURCE,

	/**
	 * Go's sample-apiserver, for {@code wardle}.
	 */
	SAMPLE_APISERVER;

	/**
	 * The name that is used in the file of deviations.
	 */
	String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
