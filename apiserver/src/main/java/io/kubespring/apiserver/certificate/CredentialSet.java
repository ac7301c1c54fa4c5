package io.kubespring.apiserver.certificate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What the Secret of all replicas holds. Parts that are missing or do not fit together
 * are not there. All authorities are in {@code ca.crt}: the one whose key is
 * {@code ca.key} issues, the one whose key is {@code next-ca.key} will, and others have
 * issued what somebody may still serve with.
 *
 * @param authority the authority that issues
 * @param next the authority that is made known before it issues
 * @param leaf the certificate that all replicas serve with
 * @param retired authorities that do not issue any more
 * @param retireAfter when these are not needed any more, {@code null} if it is not known
 * @param rotate whether somebody asks for a new authority
 * @author The kubespring authors
 */
record CredentialSet(@Nullable IssuedCertificate authority, @Nullable IssuedCertificate next,
		@Nullable IssuedCertificate leaf, List<X509Certificate> retired, @Nullable Instant retireAfter,
		boolean rotate) {

	private static final String AUTHORITIES = "ca.crt";

	private static final String AUTHORITY_KEY = "ca.key";

	private static final String NEXT_KEY = "next-ca.key";

	private static final String LEAF = "tls.crt";

	private static final String LEAF_KEY = "tls.key";

	private static final String RETIRE_AFTER = "retire-after";

	private static final String ROTATE = "rotate";

	CredentialSet {
		retired = List.copyOf(retired);
	}

	static CredentialSet parse(Map<String, byte[]> data) {
		List<X509Certificate> authorities = new ArrayList<>(certificates(data.get(AUTHORITIES)));
		IssuedCertificate authority = pair(authorities, data.get(AUTHORITY_KEY));
		IssuedCertificate next = pair(authorities, data.get(NEXT_KEY));
		for (IssuedCertificate known : new IssuedCertificate[] { authority, next }) {
			if (known != null) {
				authorities.remove(known.certificate());
			}
		}
		return new CredentialSet(authority, next, pair(certificates(data.get(LEAF)), data.get(LEAF_KEY)), authorities,
				instant(data.get(RETIRE_AFTER)), data.containsKey(ROTATE));
	}

	Map<String, byte[]> data() {
		Map<String, String> texts = new LinkedHashMap<>();
		texts.put(AUTHORITIES, bundlePem());
		texts.put(LEAF, (this.leaf != null) ? this.leaf.certificatePem() : "");
		texts.put(LEAF_KEY, (this.leaf != null) ? this.leaf.keyPem() : "");
		if (this.authority != null) {
			texts.put(AUTHORITY_KEY, this.authority.keyPem());
		}
		if (this.next != null) {
			texts.put(NEXT_KEY, this.next.keyPem());
		}
		if (this.retireAfter != null) {
			texts.put(RETIRE_AFTER, this.retireAfter.toString());
		}
		Map<String, byte[]> data = new LinkedHashMap<>();
		texts.forEach((key, text) -> data.put(key, text.getBytes(StandardCharsets.UTF_8)));
		return data;
	}

	/**
	 * All authorities, to be published.
	 */
	Set<X509Certificate> bundle() {
		Set<X509Certificate> bundle = new LinkedHashSet<>();
		if (this.authority != null) {
			bundle.add(this.authority.certificate());
		}
		if (this.next != null) {
			bundle.add(this.next.certificate());
		}
		bundle.addAll(this.retired);
		return bundle;
	}

	String bundlePem() {
		return bundle().stream().map(Pem::write).collect(Collectors.joining());
	}

	CredentialSet withLeaf(IssuedCertificate issued) {
		return new CredentialSet(this.authority, this.next, issued, this.retired, this.retireAfter, this.rotate);
	}

	CredentialSet withNext(@Nullable IssuedCertificate announced) {
		return new CredentialSet(this.authority, announced, this.leaf, this.retired, this.retireAfter, false);
	}

	/**
	 * Keep authorities a while longer that somebody may still serve with.
	 */
	CredentialSet retiring(Collection<X509Certificate> more, Instant until) {
		Set<X509Certificate> added = new LinkedHashSet<>(more);
		added.removeAll(bundle());
		if (added.isEmpty()) {
			return this;
		}
		List<X509Certificate> all = new ArrayList<>(this.retired);
		all.addAll(added);
		Instant later = (this.retireAfter != null && this.retireAfter.isAfter(until)) ? this.retireAfter : until;
		return new CredentialSet(this.authority, this.next, this.leaf, all, later, this.rotate);
	}

	CredentialSet withRetired(List<X509Certificate> left, @Nullable Instant until) {
		return new CredentialSet(this.authority, this.next, this.leaf, left, until, this.rotate);
	}

	private static List<X509Certificate> certificates(byte @Nullable [] pem) {
		try {
			return (pem != null && pem.length > 0) ? Pem.readCertificates(pem) : List.of();
		}
		catch (CertificateException ex) {
			return List.of();
		}
	}

	private static @Nullable IssuedCertificate pair(List<X509Certificate> certificates, byte @Nullable [] keyPem) {
		if (keyPem == null) {
			return null;
		}
		try {
			PrivateKey key = Pem.readPrivateKey(keyPem, "EC");
			for (X509Certificate certificate : certificates) {
				IssuedCertificate pair = new IssuedCertificate(certificate, key);
				if (certificate.getPublicKey().getAlgorithm().equals("EC") && pair.isPair()) {
					return pair;
				}
			}
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			// As if it were not there.
		}
		return null;
	}

	private static @Nullable Instant instant(byte @Nullable [] text) {
		try {
			return (text != null) ? Instant.parse(new String(text, StandardCharsets.UTF_8).trim()) : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	@Override
	public String toString() {
		return "issuing " + this.authority + ", next " + this.next + ", serving " + this.leaf + ", retired "
				+ this.retired.size();
	}

}
