package io.kubespring.conformance.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers of many thousand characters in a form that can be recorded: their long lines by
 * beginning, length and digest.
 */
final class LongLines {

	private static final Pattern LONG = Pattern.compile("(?m)^.{4001,}$");

	private static final int BEGINNING = 200;

	private LongLines() {
	}

	static String shorten(String text) {
		return LONG.matcher(text).replaceAll((line) -> Matcher.quoteReplacement(shortened(line)));
	}

	private static String shortened(MatchResult line) {
		String text = line.group();
		return text.substring(0, BEGINNING) + "... " + text.length() + " characters, SHA-256 " + digest(text);
	}

	private static String digest(String text) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
