package io.kubespring.apiserver.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a client is told beside its answer: each text once, and not more than fits into
 * the headers, after the filter {@code warning.go} of {@code k8s.io/apiserver}. When
 * there is too much, all texts are cut and as many are kept as still fit. Safe for use by
 * several threads.
 */
final class Warnings {

	private static final int MOST_CHARACTERS = 4096;

	private static final int LONGEST_OF_MANY = 256;

	private final Set<String> all = new LinkedHashSet<>();

	private boolean cut;

	private int written;

	synchronized void add(String text) {
		boolean full = this.cut && this.written >= MOST_CHARACTERS;
		if (text.isEmpty() || full || !this.all.add(text)) {
			return;
		}
		this.written += length(this.cut ? cut(text) : text);
		if (!this.cut && this.written > MOST_CHARACTERS) {
			this.cut = true;
			this.written = this.all.stream().mapToInt((each) -> length(cut(each))).sum();
		}
	}

	synchronized List<String> texts() {
		return this.cut ? this.all.stream().map(Warnings::cut).toList() : new ArrayList<>(this.all);
	}

	private static int length(String text) {
		return text.codePointCount(0, text.length());
	}

	private static String cut(String text) {
		return (length(text) <= LONGEST_OF_MANY) ? text
				: text.substring(0, text.offsetByCodePoints(0, LONGEST_OF_MANY));
	}

}
