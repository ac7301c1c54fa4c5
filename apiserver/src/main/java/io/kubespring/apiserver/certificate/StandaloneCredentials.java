package io.kubespring.apiserver.certificate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a server without a cluster needs, in a directory of its own: an authority, a
 * serving certificate, and one client certificate in {@code system:masters} which
 * {@code admin.kubeconfig} carries. Whatever is there and still good is used again, so
 * that a kubeconfig survives restarts. For development and tests.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class StandaloneCredentials {

	private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);

	private static final Duration LEAF_VALIDITY = Duration.ofDays(365);

	private static final Duration RENEW_BEFORE = Duration.ofDays(30);

	private static final String ADMIN = "kubespring-admin";

	private final PrivateDirectory directory;

	private final Clock clock;

	private final CertificateAuthority authority;

	private final IssuedCertificate serving;

	private final IssuedCertificate admin;

	private StandaloneCredentials(Path directory, Collection<String> serverNames, Clock clock) {
		this.directory = new PrivateDirectory(directory);
		this.clock = clock;
		IssuedCertificate root = readOrIssue("ca", null, (certificate) -> certificate.getBasicConstraints() >= 0,
				() -> CertificateAuthority
					.create("kubespring-ca@" + clock.instant().getEpochSecond(), AUTHORITY_VALIDITY, clock)
					.root());
		this.authority = CertificateAuthority.of(root, clock);
		Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
		names.addAll(serverNames);
		this.serving = readOrIssue("tls", root.certificate(),
				(certificate) -> Validity.names(certificate).containsAll(normalized(names)),
				() -> this.authority.issueServing(names, LEAF_VALIDITY));
		this.admin = readOrIssue("admin", root.certificate(), (certificate) -> true,
				() -> this.authority.issueClient(ADMIN, List.of("system:masters"), LEAF_VALIDITY));
	}

	/**
	 * Read the credentials of a directory, and make those that are missing, about to
	 * expire or unreadable. Blocks.
	 * @param directory the directory, created if it does not exist
	 * @param serverNames names and addresses of the server besides those of the local
	 * host
	 * @param clock the clock
	 * @return the credentials
	 */
	public static StandaloneCredentials loadOrCreate(Path directory, Collection<String> serverNames, Clock clock) {
		return new StandaloneCredentials(directory, serverNames, clock);
	}

	/**
	 * The authority that signed all certificates.
	 * @return the certificate
	 */
	public X509Certificate authority() {
		return this.authority.root().certificate();
	}

	/**
	 * The certificate to serve with.
	 * @return the certificate and its key
	 */
	public IssuedCertificate serving() {
		return this.serving;
	}

	/**
	 * The client certificate of the administrator.
	 * @return the certificate and its key
	 */
	public IssuedCertificate admin() {
		return this.admin;
	}

	/**
	 * The file with the serving certificate.
	 * @return the file
	 */
	public Path servingCertificateFile() {
		return this.directory.file("tls.crt");
	}

	/**
	 * The file with the key of the serving certificate.
	 * @return the file
	 */
	public Path servingKeyFile() {
		return this.directory.file("tls.key");
	}

	/**
	 * Write {@code admin.kubeconfig}. Blocks.
	 * @param server the address of the server
	 * @return the file
	 */
	public Path writeKubeconfig(URI server) {
		String name = "admin.kubeconfig";
		this.directory.write(name, """
				apiVersion: v1
				kind: Config
				clusters:
				- name: kubespring
				  cluster:
				    server: %s
				    certificate-authority-data: %s
				users:
				- name: %s
				  user:
				    client-certificate-data: %s
				    client-key-data: %s
				contexts:
				- name: kubespring
				  context:
				    cluster: kubespring
				    user: %s
				current-context: kubespring
				""".formatted(server, base64(Pem.write(authority())), ADMIN, base64(this.admin.certificatePem()),
				base64(this.admin.keyPem()), ADMIN));
		return this.directory.file(name);
	}

	private IssuedCertificate readOrIssue(String name, @Nullable X509Certificate issuer,
			Predicate<X509Certificate> suits, Supplier<IssuedCertificate> issue) {
		try {
			IssuedCertificate found = new IssuedCertificate(
					Pem.readCertificates(this.directory.read(name + ".crt")).get(0),
					Pem.readPrivateKey(this.directory.read(name + ".key"), "EC"));
			if (isGood(found, issuer) && suits.test(found.certificate())) {
				return found;
			}
		}
		catch (IOException | GeneralSecurityException ex) {
			// Made anew below.
		}
		IssuedCertificate issued = issue.get();
		this.directory.write(name + ".key", issued.keyPem());
		this.directory.write(name + ".crt", issued.certificatePem());
		return issued;
	}

	private boolean isGood(IssuedCertificate found, @Nullable X509Certificate issuer) throws GeneralSecurityException {
		X509Certificate certificate = found.certificate();
		Instant now = this.clock.instant();
		certificate.verify(((issuer != null) ? issuer : certificate).getPublicKey());
		certificate.checkValidity(Date.from(now));
		return found.isPair() && certificate.getNotAfter().toInstant().isAfter(now.plus(RENEW_BEFORE));
	}

	private static Set<String> normalized(Set<String> names) {
		return names.stream()
			.map((name) -> IPAddress.isValid(name) ? hostAddress(name) : name)
			.collect(Collectors.toSet());
	}

	private static String hostAddress(String literal) {
		try {
			return InetAddress.getByName(literal).getHostAddress();
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
