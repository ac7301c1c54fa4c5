package io.kubespring.apiserver.registry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.kubespring.apiserver.codec.GoJsonSyntax;
import io.kubespring.apiserver.error.ApiStatusException;

/**
 * Where a list goes on, in the form of {@code k8s.io/apiserver/pkg/storage}, so that
 * tools that look into tokens understand ours. It names a path below the prefix of the
 * request that uses it and nothing else, so it leads nowhere that this request could not
 * read.
 *
 * @param revision the revision of the first page, negative for the latest state
 * @param start the first path below the prefix that may be shown
 */
record ContinueToken(long revision, String start) {

	static final long LATEST = -1;

	private static final String VERSION = "meta.k8s.io/v1";

	private static final String NOT_VALID = "continue key is not valid";

	static ContinueToken decode(String token) {
		byte[] json = bytes(token);
		String problem = GoJsonSyntax.problem(json);
		if (problem != null) {
			throw invalid(": " + problem);
		}
		ContinueTokenMembers members = ContinueTokenMembers.read(new String(json, StandardCharsets.UTF_8));
		if (members.problem() != null) {
			throw invalid(": " + members.problem());
		}
		if (!members.version().equals(VERSION)) {
			throw invalid(": server does not recognize this encoded version " + members.version());
		}
		if (members.revision() == 0) {
			throw invalid(": incorrect encoded start resourceVersion (version " + VERSION + ")");
		}
		if (members.start().isEmpty()) {
			throw invalid(": encoded start key empty (version " + VERSION + ")");
		}
		return new ContinueToken(members.revision(), path(members.start()));
	}

	/**
	 * The path without slash in front. Nothing in it may lead upwards or stand for
	 * another path.
	 */
	private static String path(String start) {
		String path = start.startsWith("/") ? start.substring(1) : start;
		for (String segment : path.split("/", -1)) {
			boolean clean = !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
			if (!clean && !path.isEmpty()) {
				throw invalid(": " + start);
			}
		}
		return path;
	}

	private static byte[] bytes(String token) {
		ByteArrayOutputStream digits = new ByteArrayOutputStream();
		byte[] octets = token.getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < octets.length; i++) {
			byte octet = octets[i];
			if (octet == '\n' || octet == '\r') {
				continue;
			}
			boolean digit = (octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z')
					|| (octet >= '0' && octet <= '9') || octet == '-' || octet == '_';
			if (!digit) {
				throw invalid(": illegal base64 data at input byte " + i);
			}
			digits.write(octet);
		}
		if (digits.size() % 4 == 1) {
			throw invalid(": illegal base64 data at input byte " + (octets.length - 1));
		}
		return Base64.getUrlDecoder().decode(digits.toByteArray());
	}

	private static ApiStatusException invalid(String why) {
		return ApiStatusException.badRequest("invalid continue token: " + NOT_VALID + why);
	}

	String encode() {
		StringBuilder json = new StringBuilder("{\"v\":\"").append(VERSION)
			.append("\",\"rv\":")
			.append(this.revision)
			.append(",\"start\":\"");
		("/" + this.start).chars().forEach((character) -> append(json, (char) character));
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(json.append("\"}").toString().getBytes(StandardCharsets.UTF_8));
	}

	private static void append(StringBuilder json, char character) {
		if (character == '"' || character == '\\') {
			json.append('\\').append(character);
		}
		else if (character < ' ' || "<>&\u2028\u2029".indexOf(character) >= 0) {
			json.append(String.format("\\u%04x", (int) character));
		}
		else {
			json.append(character);
		}
	}

}
