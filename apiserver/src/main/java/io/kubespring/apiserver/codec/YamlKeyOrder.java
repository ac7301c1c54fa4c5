package io.kubespring.apiserver.codec;

import java.util.Comparator;

/**
 * The order in which {@code yaml.v2} of Go writes keys: numbers in names by value,
 * letters behind everything else.
 */
final class YamlKeyOrder implements Comparator<String> {

	static final YamlKeyOrder INSTANCE = new YamlKeyOrder();

	private YamlKeyOrder() {
	}

	@Override
	public int compare(String left, String right) {
		int[] a = left.codePoints().toArray();
		int[] b = right.codePoints().toArray();
		boolean digits = false;
		for (int i = 0; i < Math.min(a.length, b.length); i++) {
			if (a[i] != b[i]) {
				return compareAt(a, b, i, digits);
			}
			digits = Character.isDigit(a[i]);
		}
		return Integer.compare(a.length, b.length);
	}

	private static int compareAt(int[] a, int[] b, int index, boolean digits) {
		boolean leftLetter = Character.isLetter(a[index]);
		boolean rightLetter = Character.isLetter(b[index]);
		if (leftLetter && rightLetter) {
			return Integer.compare(a[index], b[index]);
		}
		if (leftLetter || rightLetter) {
			return (leftLetter == digits) ? -1 : 1;
		}
		boolean inside = (a[index] == '0' || b[index] == '0') && isInsideNumber(a, index);
		int byValue = Long.compare(number(a, index, inside), number(b, index, inside));
		if (byValue != 0) {
			return byValue;
		}
		int byLength = Integer.compare(end(a, index), end(b, index));
		return (byLength != 0) ? byLength : Integer.compare(a[index], b[index]);
	}

	private static boolean isInsideNumber(int[] text, int index) {
		for (int i = index - 1; i >= 0 && Character.isDigit(text[i]); i--) {
			if (text[i] != '0') {
				return true;
			}
		}
		return false;
	}

	private static long number(int[] text, int index, boolean inside) {
		long number = inside ? 1 : 0;
		for (int i = index; i < end(text, index); i++) {
			number = number * 10 + (text[i] - '0');
		}
		return number;
	}

	private static int end(int[] text, int index) {
		int end = index;
		while (end < text.length && Character.isDigit(text[end])) {
			end++;
		}
		return end;
	}

}
