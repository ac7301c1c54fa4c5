package io.kubespring.apiserver.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.cluster.RequestHeaderNames;
import org.jspecify.annotations.Nullable;

/**
 * Properties of authentication.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class AuthenticationProperties {

	/**
	 * Whether requests without credentials are served as 'system:anonymous'.
	 */
	private boolean anonymous = true;

	/**
	 * Whether connections of HTTP/2 are ended behind answers to callers that were not
	 * authenticated, front proxies apart. To be switched off behind a load balancer that
	 * carries requests of several clients over one connection.
	 */
	private boolean endAnonymousConnections = true;

	/**
	 * Time for which the review of a bearer token is remembered.
	 */
	private Duration tokenCacheTtl = Duration.ofSeconds(10);

	/**
	 * Whether the host cluster is not asked whom to trust: what no file says is then not
	 * trusted at all.
	 */
	private boolean skipLookup;

	/**
	 * Whether requests are served while the host cluster cannot say whom to trust. Who
	 * comes through the aggregator is anonymous until it can.
	 */
	private boolean tolerateLookupFailure;

	/**
	 * File of the PEM certificates of the authorities of client certificates. By default
	 * the host cluster is asked.
	 */
	private @Nullable Path clientCaFile;

	private final RequestHeader requestHeader = new RequestHeader();

	public boolean isAnonymous() {
		return this.anonymous;
	}

	public void setAnonymous(boolean anonymous) {
		this.anonymous = anonymous;
	}

	public boolean isEndAnonymousConnections() {
		return this.endAnonymousConnections;
	}

	public void setEndAnonymousConnections(boolean endAnonymousConnections) {
		this.endAnonymousConnections = endAnonymousConnections;
	}

	public Duration getTokenCacheTtl() {
		return this.tokenCacheTtl;
	}

	public void setTokenCacheTtl(Duration tokenCacheTtl) {
		this.tokenCacheTtl = tokenCacheTtl;
	}

	public boolean isSkipLookup() {
		return this.skipLookup;
	}

	public void setSkipLookup(boolean skipLookup) {
		this.skipLookup = skipLookup;
	}

	public boolean isTolerateLookupFailure() {
		return this.tolerateLookupFailure;
	}

	public void setTolerateLookupFailure(boolean tolerateLookupFailure) {
		this.tolerateLookupFailure = tolerateLookupFailure;
	}

	public @Nullable Path getClientCaFile() {
		return this.clientCaFile;
	}

	public void setClientCaFile(@Nullable Path clientCaFile) {
		this.clientCaFile = clientCaFile;
	}

	public RequestHeader getRequestHeader() {
		return this.requestHeader;
	}

	public static class RequestHeader {

		/**
		 * File of the PEM certificates of the authorities of front proxies. By default
		 * the host cluster is asked for them and for all that concerns front proxies; the
		 * names below count only with this file.
		 */
		private @Nullable Path clientCaFile;

		/**
		 * Common names of front proxies. By default every certificate of their
		 * authorities is one of a front proxy.
		 */
		private List<String> allowedNames = new ArrayList<>(RequestHeaderNames.DEFAULTS.allowedNames());

		/**
		 * Headers with the name of the user, of which the first that has one counts. By
		 * default 'X-Remote-User'.
		 */
		private List<String> usernameHeaders = new ArrayList<>(RequestHeaderNames.DEFAULTS.usernameHeaders());

		/**
		 * Headers with the uid of the user, of which the first that has one counts. By
		 * default there is none.
		 */
		private List<String> uidHeaders = new ArrayList<>(RequestHeaderNames.DEFAULTS.uidHeaders());

		/**
		 * Headers with groups of the user. By default 'X-Remote-Group'.
		 */
		private List<String> groupHeaders = new ArrayList<>(RequestHeaderNames.DEFAULTS.groupHeaders());

		/**
		 * Beginnings of headers with further attributes of the user. By default
		 * 'X-Remote-Extra-'.
		 */
		private List<String> extraHeadersPrefix = new ArrayList<>(RequestHeaderNames.DEFAULTS.extraHeaderPrefixes());

		public @Nullable Path getClientCaFile() {
			return this.clientCaFile;
		}

		public void setClientCaFile(@Nullable Path clientCaFile) {
			this.clientCaFile = clientCaFile;
		}

		public List<String> getAllowedNames() {
			return this.allowedNames;
		}

		public void setAllowedNames(List<String> allowedNames) {
			this.allowedNames = allowedNames;
		}

		public List<String> getUsernameHeaders() {
			return this.usernameHeaders;
		}

		public void setUsernameHeaders(List<String> usernameHeaders) {
			this.usernameHeaders = usernameHeaders;
		}

		public List<String> getUidHeaders() {
			return this.uidHeaders;
		}

		public void setUidHeaders(List<String> uidHeaders) {
			this.uidHeaders = uidHeaders;
		}

		public List<String> getGroupHeaders() {
			return this.groupHeaders;
		}

		public void setGroupHeaders(List<String> groupHeaders) {
			this.groupHeaders = groupHeaders;
		}

		public List<String> getExtraHeadersPrefix() {
			return this.extraHeadersPrefix;
		}

		public void setExtraHeadersPrefix(List<String> extraHeadersPrefix) {
			this.extraHeadersPrefix = extraHeadersPrefix;
		}

		RequestHeaderNames names() {
			return new RequestHeaderNames(Set.copyOf(this.allowedNames), this.usernameHeaders, this.uidHeaders,
					this.groupHeaders, this.extraHeadersPrefix);
		}

	}

}
