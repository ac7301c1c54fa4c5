package io.kubespring.apiserver.authentication;

import org.jspecify.annotations.Nullable;

/**
 * Knows which front proxies may name the user of a request. Asked once per request, so a
 * change takes effect on open connections too.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface RequestHeaderTrust {

	/**
	 * What is believed at this moment; never blocks.
	 * @return the settings, or {@code null} while they are not known: no proxy is then
	 * believed
	 */
	@Nullable RequestHeaderSettings requestHeader();

}
