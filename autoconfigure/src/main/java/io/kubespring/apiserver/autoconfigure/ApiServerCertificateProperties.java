package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the serving certificate of an application that extends a cluster.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@ConfigurationProperties("apiserver.certificate")
public class ApiServerCertificateProperties {

	/**
	 * Where the serving certificate comes from: 'files' or an SSL bundle by 'server.ssl',
	 * a 'secret' that all replicas share, a 'csr' of each replica, or the 'memory' of the
	 * one process that there is.
	 */
	private Mode mode = Mode.FILES;

	/**
	 * Name of the Secret in which all replicas find their certificate, in the namespace
	 * of the Service. By default the name of the Service with "-serving" behind it.
	 */
	private @Nullable String secretName;

	/**
	 * Time for which a serving certificate is made or requested. It is renewed at two
	 * thirds of that.
	 */
	private Duration validity = Duration.ofDays(90);

	/**
	 * Time for which the certificate of our own authority is made. It is replaced at two
	 * thirds of that.
	 */
	private Duration authorityValidity = Duration.ofDays(1095);

	/**
	 * Time in which every kube-apiserver has seen a new authority, before it issues
	 * anything.
	 */
	private Duration propagation = Duration.ofMinutes(1);

	/**
	 * Name of the signer from whom a certificate is requested.
	 */
	private @Nullable String signerName;

	public Mode getMode() {
		return this.mode;
	}

	public void setMode(Mode mode) {
		this.mode = mode;
	}

	public @Nullable String getSecretName() {
		return this.secretName;
	}

	public void setSecretName(@Nullable String secretName) {
		this.secretName = secretName;
	}

	public Duration getValidity() {
		return this.validity;
	}

	public void setValidity(Duration validity) {
		this.validity = validity;
	}

	public Duration getAuthorityValidity() {
		return this.authorityValidity;
	}

	public void setAuthorityValidity(Duration authorityValidity) {
		this.authorityValidity = authorityValidity;
	}

	public Duration getPropagation() {
		return this.propagation;
	}

	public void setPropagation(Duration propagation) {
		this.propagation = propagation;
	}

	public @Nullable String getSignerName() {
		return this.signerName;
	}

	public void setSignerName(@Nullable String signerName) {
		this.signerName = signerName;
	}

	/**
	 * Where a serving certificate comes from.
	 */
	public enum Mode {

		/**
		 * From files or an SSL bundle, by 'server.ssl'.
		 */
		FILES,
		/**
		 * From an authority of our own, in one Secret for all replicas.
		 */
		SECRET,
		/**
		 * From a signer of the cluster, by a CertificateSigningRequest of each replica.
		 */
		CSR,
		/**
		 * From an authority of our own that lives as long as the process.
		 */
		MEMORY

	}

}
