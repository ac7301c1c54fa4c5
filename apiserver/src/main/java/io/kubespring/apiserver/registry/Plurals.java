package io.kubespring.apiserver.registry;

/**
 * Plurals of kinds, as {@code meta.UnsafeGuessKindToResource} of apimachinery makes them.
 */
final class Plurals {

	private Plurals() {
	}

	static String of(String singular) {
		if (singular.endsWith("s") || singular.endsWith("x") || singular.endsWith("ch") || singular.endsWith("sh")) {
			return singular + "es";
		}
		if (singular.endsWith("y") && singular.length() > 1
				&& "aeiou".indexOf(singular.charAt(singular.length() - 2)) < 0) {
			return singular.substring(0, singular.length() - 1) + "ies";
		}
		return singular + "s";
	}

}
