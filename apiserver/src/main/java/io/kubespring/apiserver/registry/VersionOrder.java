package io.kubespring.apiserver.registry;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The order of versions that Kubernetes is aware of: general availability before beta
 * before alpha, then the higher numbers; names of another form last, in alphabetical
 * order. After {@code CompareKubeAwareVersionStrings} of apimachinery.
 */
final class VersionOrder {

	static final Comparator<String> HIGHEST_FIRST = VersionOrder::compare;

	private static final Pattern FORM = Pattern.compile("v([0-9]{1,18})((alpha|beta)([0-9]{1,18}))?");

	private VersionOrder() {
	}

	private static int compare(String left, String right) {
		Matcher a = FORM.matcher(left);
		Matcher b = FORM.matcher(right);
		if (a.matches() != b.matches()) {
			return a.matches() ? -1 : 1;
		}
		if (!a.matches()) {
			return left.compareTo(right);
		}
		int order = Integer.compare(stability(b), stability(a));
		order = (order != 0) ? order : Long.compare(number(b.group(1)), number(a.group(1)));
		return (order != 0) ? order : Long.compare(number(b.group(4)), number(a.group(4)));
	}

	private static int stability(Matcher version) {
		if (version.group(3) == null) {
			return 2;
		}
		return version.group(3).equals("beta") ? 1 : 0;
	}

	private static long number(@Nullable String digits) {
		return (digits != null) ? Long.parseLong(digits) : 0;
	}

}
