package io.kubespring.apiserver.registration;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Orders versions as {@code CompareKubeAwareVersionStrings} of
 * {@code k8s.io/apimachinery/pkg/version}, best first: {@code v2}, {@code v1},
 * {@code v1beta1}, {@code v1alpha1}, anything else by name.
 *
 * @author The kubespring authors
 */
final class VersionOrder implements Comparator<String> {

	static final VersionOrder BEST_FIRST = new VersionOrder();

	private static final Pattern VERSION = Pattern.compile("v([1-9][0-9]*)(?:(alpha|beta)([1-9][0-9]*))?");

	private static final Comparator<Matcher> BEST_MATCH_FIRST = Comparator.comparing(VersionOrder::stability)
		.thenComparing((version) -> number(version, 1))
		.thenComparing((version) -> number(version, 3))
		.reversed();

	private VersionOrder() {
	}

	@Override
	public int compare(String left, String right) {
		Matcher leftMatcher = VERSION.matcher(left);
		Matcher rightMatcher = VERSION.matcher(right);
		boolean leftMatches = leftMatcher.matches();
		boolean rightMatches = rightMatcher.matches();
		if (leftMatches && rightMatches) {
			return BEST_MATCH_FIRST.compare(leftMatcher, rightMatcher);
		}
		if (leftMatches != rightMatches) {
			return leftMatches ? -1 : 1;
		}
		return left.compareTo(right);
	}

	private static int stability(Matcher version) {
		String stage = version.group(2);
		if (stage == null) {
			return 2;
		}
		return stage.equals("beta") ? 1 : 0;
	}

	private static BigInteger number(Matcher version, int group) {
		String digits = version.group(group);
		return (digits != null) ? new BigInteger(digits) : BigInteger.ZERO;
	}

}
