package io.kubespring.apiserver.cluster;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.kubespring.apiserver.authentication.RequestHeaderSettings;
import io.kubespring.apiserver.authentication.TrustedAuthorities;
import io.kubespring.apiserver.certificate.Pem;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the data of the ConfigMap {@code extension-apiserver-authentication} says. Each
 * part that is missing or malformed in new data keeps its last good value; parts that did
 * not change keep their identity, and with it what was verified by them.
 *
 * @param clientCa the authorities of client certificates
 * @param proxyCa the authorities of front proxies
 * @param headers the headers that front proxies write, and their names
 * @author The kubespring authors
 */
record AuthenticationConfig(@Nullable Bundle clientCa, @Nullable Bundle proxyCa, @Nullable Headers headers) {

	static final AuthenticationConfig NOTHING = new AuthenticationConfig(null, null, null);

	private static final Log logger = LogFactory.getLog(AuthenticationConfig.class);

	private static final JsonMapper mapper = JsonMapper.builder().build();

	AuthenticationConfig update(JsonNode data) {
		AuthenticationConfig next = new AuthenticationConfig(bundle(data, "client-ca-file", this.clientCa),
				bundle(data, "requestheader-client-ca-file", this.proxyCa), headers(data, this.headers));
		if (!next.equals(this)) {
			AllAuthorities.warnIfShared(next.clientAuthorities(), next.requestHeader());
		}
		return next;
	}

	@Nullable TrustedAuthorities clientAuthorities() {
		return (this.clientCa != null) ? this.clientCa.authorities() : null;
	}

	@Nullable RequestHeaderSettings requestHeader() {
		if (this.proxyCa == null || this.headers == null || this.headers.usernames().isEmpty()) {
			return null;
		}
		return new RequestHeaderSettings(this.proxyCa.authorities(), Set.copyOf(this.headers.allowedNames()),
				this.headers.usernames(), this.headers.uids(), this.headers.groups(), this.headers.extraPrefixes());
	}

	private static @Nullable Bundle bundle(JsonNode data, String key, @Nullable Bundle last) {
		String pem = data.path(key).asString("");
		if (last != null && last.pem().equals(pem)) {
			return last;
		}
		try {
			return new Bundle(pem,
					TrustedAuthorities.of(Pem.readCertificates(pem.getBytes(StandardCharsets.ISO_8859_1))));
		}
		catch (CertificateException ex) {
			if (last != null || !pem.isEmpty()) {
				logger.error("missing content for CA bundle \"" + key + "\" of " + AuthenticationConfigMap.NAME
						+ ", the last good one stays in force: " + ex.getMessage());
			}
			return last;
		}
	}

	private static @Nullable Headers headers(JsonNode data, @Nullable Headers last) {
		try {
			return new Headers(strings(data, "requestheader-username-headers"),
					strings(data, "requestheader-uid-headers"), strings(data, "requestheader-group-headers"),
					strings(data, "requestheader-extra-headers-prefix"), strings(data, "requestheader-allowed-names"));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			logger.error("malformed request headers in " + AuthenticationConfigMap.NAME
					+ ", the last good ones stay in force: " + ex.getMessage());
			return last;
		}
	}

	private static List<String> strings(JsonNode data, String key) {
		String json = data.path(key).asString("");
		if (json.isEmpty()) {
			return List.of();
		}
		JsonNode array = mapper.readTree(json);
		if (!array.isArray() && !array.isNull()) {
			throw new IllegalArgumentException(key + " is not an array");
		}
		Set<String> strings = new LinkedHashSet<>();
		for (JsonNode element : array) {
			if (!element.isString()) {
				throw new IllegalArgumentException(key + " holds something else than strings");
			}
			strings.add(element.stringValue());
		}
		return new ArrayList<>(strings);
	}

	/**
	 * Authorities and the text they were read from.
	 *
	 * @param pem the text
	 * @param authorities the authorities
	 */
	record Bundle(String pem, TrustedAuthorities authorities) {

		@Override
		public boolean equals(Object other) {
			return (other instanceof Bundle that) && this.pem.equals(that.pem);
		}

		@Override
		public int hashCode() {
			return Objects.hashCode(this.pem);
		}

	}

	/**
	 * Header names and allowed proxies.
	 *
	 * @param usernames headers with the user's name
	 * @param uids headers with the user's uid
	 * @param groups headers with groups
	 * @param extraPrefixes prefixes of headers with further attributes
	 * @param allowedNames common names of proxies
	 */
	record Headers(List<String> usernames, List<String> uids, List<String> groups, List<String> extraPrefixes,
			List<String> allowedNames) {
	}

}
