package io.kubespring.conformance.wire;

import java.net.http.HttpClient;
import java.util.Locale;

/**
 * How a server is asked.
 */
enum Route {

	/**
	 * As the front proxy does.
	 */
	DIRECT,

	/**
	 * Through kube-apiserver's aggregator.
	 */
	AGGREGATED,

	/**
	 * As the front proxy does, over HTTP/2.
	 */
	DIRECT_HTTP2,

	/**
	 * Through kube-apiserver's aggregator, over HTTP/2.
	 */
	AGGREGATED_HTTP2;

	boolean aggregated() {
		return this == AGGREGATED || this == AGGREGATED_HTTP2;
	}

	HttpClient.Version version() {
		return (this == DIRECT || this == AGGREGATED) ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2;
	}

	/**
	 * The name that is used in the file of deviations.
	 */
	String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
