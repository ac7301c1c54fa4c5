package io.kubespring.apiserver.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * A certificate authority of our own that issues serving and client certificates on the
 * curve P-256. Certificates are valid from an hour ago on, so that clocks may differ.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class CertificateAuthority {

	private static final Duration CLOCK_SKEW = Duration.ofHours(1);

	private final IssuedCertificate root;

	private final Clock clock;

	private CertificateAuthority(IssuedCertificate root, Clock clock) {
		this.root = root;
		this.clock = clock;
	}

	/**
	 * Create an authority with a new key.
	 * @param commonName its name
	 * @param validity how long its certificate is valid
	 * @param clock the clock
	 * @return the authority
	 */
	public static CertificateAuthority create(String commonName, Duration validity, Clock clock) {
		X500Name name = subject(commonName, List.of());
		KeyPair keys = generateKeys();
		return new CertificateAuthority(issue(name, keys.getPrivate(), name, keys, validity, clock, (builder) -> {
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
			builder.addExtension(Extension.keyUsage, true,
					new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
		}), clock);
	}

	/**
	 * Use an authority that exists.
	 * @param root its certificate and key
	 * @param clock the clock
	 * @return the authority
	 */
	public static CertificateAuthority of(IssuedCertificate root, Clock clock) {
		return new CertificateAuthority(root, clock);
	}

	/**
	 * The authority's own certificate and key.
	 * @return the certificate
	 */
	public IssuedCertificate root() {
		return this.root;
	}

	/**
	 * Issue a certificate to serve with.
	 * @param names the DNS names and IP addresses of the server, the first is its common
	 * name too
	 * @param validity how long it is valid, at most as long as the authority
	 * @return the certificate with a new key
	 */
	public IssuedCertificate issueServing(Collection<String> names, Duration validity) {
		GeneralName[] alternatives = names.stream()
			.map((name) -> new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
			.toArray(GeneralName[]::new);
		return issueLeaf(subject(names.iterator().next(), List.of()), KeyPurposeId.id_kp_serverAuth, validity,
				(builder) -> builder.addExtension(Extension.subjectAlternativeName, false,
						new GeneralNames(alternatives)));
	}

	/**
	 * Issue a certificate for a client.
	 * @param commonName the name of the user
	 * @param organizations the groups of the user
	 * @param validity how long it is valid
	 * @return the certificate with a new key
	 */
	public IssuedCertificate issueClient(String commonName, List<String> organizations, Duration validity) {
		return issueLeaf(subject(commonName, organizations), KeyPurposeId.id_kp_clientAuth, validity, (builder) -> {
		});
	}

	private IssuedCertificate issueLeaf(X500Name subject, KeyPurposeId purpose, Duration validity,
			Extensions extensions) {
		X500Name issuer = X500Name.getInstance(this.root.certificate().getSubjectX500Principal().getEncoded());
		return issue(issuer, this.root.key(), subject, generateKeys(), atMost(validity), this.clock, (builder) -> {
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
			builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
			builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
			builder.addExtension(Extension.authorityKeyIdentifier, false,
					new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(this.root.certificate().getPublicKey()));
			extensions.addTo(builder);
		});
	}

	/**
	 * What outlives its authority is good for nothing.
	 */
	private Duration atMost(Duration validity) {
		Duration left = Duration.between(this.clock.instant(), this.root.certificate().getNotAfter().toInstant());
		return (validity.compareTo(left) < 0) ? validity : left;
	}

	private static IssuedCertificate issue(X500Name issuer, PrivateKey issuerKey, X500Name subject, KeyPair keys,
			Duration validity, Clock clock, Extensions extensions) {
		Instant now = clock.instant();
		X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(issuer,
				new BigInteger(127, new SecureRandom()).setBit(127), Date.from(now.minus(CLOCK_SKEW)),
				Date.from(now.plus(validity)), subject, keys.getPublic());
		try {
			builder.addExtension(Extension.subjectKeyIdentifier, false,
					new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
			extensions.addTo(builder);
			return new IssuedCertificate(
					new JcaX509CertificateConverter()
						.getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey))),
					keys.getPrivate());
		}
		catch (GeneralSecurityException | IOException | OperatorCreationException ex) {
			throw new IllegalStateException("Unable to issue a certificate for " + subject, ex);
		}
	}

	private static X500Name subject(String commonName, List<String> organizations) {
		X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
		organizations.forEach((organization) -> name.addRDN(BCStyle.O, organization));
		return name.addRDN(BCStyle.CN, commonName).build();
	}

	static KeyPair generateKeys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to generate a key", ex);
		}
	}

	@FunctionalInterface
	private interface Extensions {

		void addTo(X509v3CertificateBuilder builder) throws GeneralSecurityException, IOException;

	}

}
