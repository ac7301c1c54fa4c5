package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.StringUtils;

/**
 * The files that {@code server.ssl.*} names, which may change while the server runs. They
 * are read again and again rather than watched, for a mounted Secret changes by a
 * symbolic link far from the file. Blocks.
 */
final class ServingFiles {

	private final Ssl ssl;

	private final List<String> locations;

	private final ResourceLoader loader = ApplicationResourceLoader.get();

	ServingFiles(Ssl ssl) {
		this.ssl = ssl;
		this.locations = Stream.of(ssl.getCertificate(), ssl.getCertificatePrivateKey(), ssl.getKeyStore())
			.filter(StringUtils::hasText)
			.filter((location) -> !isContent(location))
			.map(Objects::requireNonNull)
			.toList();
	}

	/**
	 * The pair that is in the files now.
	 * @throws InvalidServingPairException if there is none, or its parts do not match
	 */
	ServingPair read() {
		requirePair(this.ssl.getCertificate(), this.ssl.getCertificatePrivateKey());
		try {
			return ServingPair.of(WebServerSslBundle.get(this.ssl));
		}
		catch (InvalidServingPairException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new InvalidServingPairException("unable to read it: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Something that is different whenever a file is.
	 */
	String fingerprint() throws IOException {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (String location : this.locations) {
				try (InputStream content = this.loader.getResource(location).getInputStream()) {
					digest.update(content.readAllBytes());
				}
				digest.update((byte) 0);
			}
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void requirePair(@Nullable String certificate, @Nullable String key) {
		if (StringUtils.hasText(certificate) != StringUtils.hasText(key)) {
			throw new InvalidServingPairException(
					"only server.ssl." + (StringUtils.hasText(certificate) ? "certificate" : "certificate-private-key")
							+ " is set, certificate and key must be supplied as a pair",
					null);
		}
		for (String location : this.locations) {
			if (!this.loader.getResource(location).exists()) {
				throw new InvalidServingPairException(
						"error reading " + location + ", certificate and key must be supplied as a pair", null);
			}
		}
	}

	private static boolean isContent(@Nullable String location) {
		return location != null && location.contains("-----BEGIN ");
	}

}
