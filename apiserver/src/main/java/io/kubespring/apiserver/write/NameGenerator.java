package io.kubespring.apiserver.write;

import java.util.random.RandomGenerator;

/**
 * Names from {@code generateName}, after {@code k8s.io/apiserver/pkg/storage/names}: the
 * base cut to 58 characters and five characters that can spell no word.
 */
final class NameGenerator {

	static final int ATTEMPTS = 8;

	private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

	private static final int SUFFIX = 5;

	private static final int LONGEST_BASE = 63 - SUFFIX;

	private final RandomGenerator random;

	NameGenerator(RandomGenerator random) {
		this.random = random;
	}

	String generate(String base) {
		StringBuilder name = new StringBuilder((base.length() > LONGEST_BASE) ? base.substring(0, LONGEST_BASE) : base);
		for (int i = 0; i < SUFFIX; i++) {
			name.append(ALPHABET.charAt(this.random.nextInt(ALPHABET.length())));
		}
		return name.toString();
	}

}
