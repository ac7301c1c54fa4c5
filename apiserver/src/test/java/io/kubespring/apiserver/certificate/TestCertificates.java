package io.kubespring.apiserver.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of every kind a test needs: {@code TestCertificates.authority("fp")} makes
 * an authority, {@code authority.leaf("front-proxy-client").issue()} a client certificate
 * of it. Valid from 2020 to 2100 unless said otherwise.
 */
public final class TestCertificates {

	private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");

	private static final Instant UNTIL = Instant.parse("2100-01-01T00:00:00Z");

	private final X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);

	private final List<GeneralName> alternatives = new ArrayList<>();

	private final @Nullable TestCertificates issuer;

	private final KeyPair keys = CertificateAuthority.generateKeys();

	private List<KeyPurposeId> usages = List.of();

	private boolean authority;

	private @Nullable Integer pathLength;

	private @Nullable String permittedDomain;

	private Instant from = FROM;

	private Instant until = UNTIL;

	private String algorithm = "SHA256withECDSA";

	private int keyUsage;

	private @Nullable X509Certificate certificate;

	private TestCertificates(@Nullable TestCertificates issuer, boolean authority) {
		this.issuer = issuer;
		this.authority = authority;
		this.keyUsage = authority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature;
	}

	/**
	 * A self-signed authority.
	 * @param name its common name
	 * @return the authority, not issued yet
	 */
	public static TestCertificates authority(String name) {
		return new TestCertificates(null, true).commonName(name);
	}

	/**
	 * A self-signed certificate of nobody's.
	 * @param name its common name
	 * @return the certificate, not issued yet
	 */
	public static TestCertificates selfSigned(String name) {
		return new TestCertificates(null, false).commonName(name).usages(KeyPurposeId.id_kp_clientAuth);
	}

	/**
	 * An authority below this one.
	 * @param name its common name
	 * @return the authority, not issued yet
	 */
	public TestCertificates intermediate(String name) {
		return new TestCertificates(this, true).commonName(name);
	}

	/**
	 * A client certificate of this authority, for client authentication.
	 * @param commonNames its common names
	 * @return the certificate, not issued yet
	 */
	public TestCertificates leaf(String... commonNames) {
		TestCertificates leaf = new TestCertificates(this, false).usages(KeyPurposeId.id_kp_clientAuth);
		for (String commonName : commonNames) {
			leaf.commonName(commonName);
		}
		return leaf;
	}

	/**
	 * A serving certificate of this authority.
	 * @param names its DNS names and addresses
	 * @return the certificate, not issued yet
	 */
	public TestCertificates server(String... names) {
		return leaf(names[0]).usages(KeyPurposeId.id_kp_serverAuth).alternatives(names);
	}

	public TestCertificates commonName(String name) {
		this.subject.addRDN(BCStyle.CN, name);
		return this;
	}

	public TestCertificates organizations(String... names) {
		for (String name : names) {
			this.subject.addRDN(BCStyle.O, name);
		}
		return this;
	}

	public TestCertificates uid(String uid) {
		return attribute("1.3.6.1.4.1.57683.2", new DERUTF8String(uid));
	}

	public TestCertificates attribute(String oid, ASN1Encodable value) {
		this.subject.addRDN(new ASN1ObjectIdentifier(oid), value);
		return this;
	}

	public TestCertificates usages(KeyPurposeId... purposes) {
		this.usages = List.of(purposes);
		return this;
	}

	public TestCertificates alternatives(String... names) {
		for (String name : names) {
			this.alternatives
				.add(new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name));
		}
		return this;
	}

	public TestCertificates valid(Instant first, Instant last) {
		this.from = first;
		this.until = last;
		return this;
	}

	public TestCertificates expired() {
		return valid(FROM, Instant.parse("2021-01-01T00:00:00Z"));
	}

	public TestCertificates notYetValid() {
		return valid(Instant.parse("2099-01-01T00:00:00Z"), UNTIL);
	}

	public TestCertificates sha1() {
		this.algorithm = "SHA1withECDSA";
		return this;
	}

	public TestCertificates pathLength(int length) {
		this.pathLength = length;
		return this;
	}

	public TestCertificates permittedDomain(String domain) {
		this.permittedDomain = domain;
		return this;
	}

	public TestCertificates keyUsage(int bits) {
		this.keyUsage = bits;
		return this;
	}

	/**
	 * The certificate, made once.
	 * @return the certificate
	 */
	public X509Certificate issue() {
		X509Certificate made = this.certificate;
		if (made == null) {
			try {
				made = sign();
			}
			catch (GeneralSecurityException | IOException | OperatorCreationException ex) {
				throw new IllegalStateException(ex);
			}
			this.certificate = made;
		}
		return made;
	}

	public String pem() {
		return Pem.write(issue());
	}

	public PrivateKey key() {
		return this.keys.getPrivate();
	}

	/**
	 * The key as PEM, which must not be printed from here on.
	 * @return the text
	 */
	public String keyPem() {
		String pem = Pem.write(key());
		LogSecrets.add(pem.split("\n")[1]);
		return pem;
	}

	private X509Certificate sign() throws GeneralSecurityException, IOException, OperatorCreationException {
		TestCertificates signer = (this.issuer != null) ? this.issuer : this;
		JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(signer.subject.build(),
				new BigInteger(120, new SecureRandom()), Date.from(this.from), Date.from(this.until),
				this.subject.build(), this.keys.getPublic());
		builder.addExtension(Extension.basicConstraints, true, (this.pathLength != null)
				? new BasicConstraints(this.pathLength) : new BasicConstraints(this.authority));
		builder.addExtension(Extension.keyUsage, true, new KeyUsage(this.keyUsage));
		if (!this.usages.isEmpty()) {
			builder.addExtension(Extension.extendedKeyUsage, false,
					new ExtendedKeyUsage(this.usages.toArray(KeyPurposeId[]::new)));
		}
		if (!this.alternatives.isEmpty()) {
			builder.addExtension(Extension.subjectAlternativeName, false,
					new GeneralNames(this.alternatives.toArray(GeneralName[]::new)));
		}
		if (this.permittedDomain != null) {
			builder.addExtension(Extension.nameConstraints, true,
					new NameConstraints(
							new GeneralSubtree[] {
									new GeneralSubtree(new GeneralName(GeneralName.dNSName, this.permittedDomain)) },
							null));
		}
		return new JcaX509CertificateConverter()
			.getCertificate(builder.build(new JcaContentSignerBuilder(this.algorithm).build(signer.key())));
	}

}
