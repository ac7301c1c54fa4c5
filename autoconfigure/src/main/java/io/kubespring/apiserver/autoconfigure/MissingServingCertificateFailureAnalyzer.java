package io.kubespring.apiserver.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link MissingServingCertificateException}.
 */
final class MissingServingCertificateFailureAnalyzer
		extends AbstractFailureAnalyzer<MissingServingCertificateException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingServingCertificateException cause) {
		return new FailureAnalysis("The application extends a cluster, and no certificate to serve with is configured.",
				"Set apiserver.certificate.mode=secret and apiserver.registration.service.name, and the application makes"
						+ " its certificate itself; or set server.ssl.certificate and"
						+ " server.ssl.certificate-private-key to mounted PEM files whose certificate is for"
						+ " <service>.<namespace>.svc, or server.ssl.bundle; or set apiserver.mode=standalone.",
				cause);
	}

}
