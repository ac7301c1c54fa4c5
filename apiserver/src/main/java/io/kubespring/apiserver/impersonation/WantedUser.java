package io.kubespring.apiserver.impersonation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.kubespring.apiserver.authentication.AuthenticationRequest;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.meta.PercentDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a request's headers whom its caller wants to be, nothing added.
 *
 * @author The kubespring authors
 */
final class WantedUser {

	private static final String ALL = "impersonate-";

	private static final String USER = "impersonate-user";

	private static final String GROUP = "impersonate-group";

	private static final String UID = "impersonate-uid";

	private static final String EXTRA = "impersonate-extra-";

	private WantedUser() {
	}

	/**
	 * Whether a header says whom the caller wants to be.
	 * @param name the name in lower case
	 */
	static boolean isNamedBy(String name) {
		return name.equals(USER) || name.equals(GROUP) || name.equals(UID) || name.startsWith(EXTRA);
	}

	/**
	 * Read a request.
	 * @return the user, {@code null} if the caller wants to be nobody else
	 * @throws ApiStatusException if it wants attributes of a user and no user
	 */
	static @Nullable UserInfo of(AuthenticationRequest request) {
		for (String name : request.headerNames()) {
			if (name.regionMatches(true, 0, ALL, 0, ALL.length())) {
				return read(request);
			}
		}
		return null;
	}

	private static @Nullable UserInfo read(AuthenticationRequest request) {
		List<String> groups = request.header(GROUP);
		Map<String, List<String>> extra = new LinkedHashMap<>();
		for (String name : lowerCaseNames(request)) {
			if (name.startsWith(EXTRA)) {
				extra.computeIfAbsent(decode(name.substring(EXTRA.length())), (key) -> new ArrayList<>())
					.addAll(request.header(name));
			}
		}
		UserInfo wanted = new UserInfo(first(request, USER), first(request, UID), groups, extra);
		if (wanted.name().isEmpty() && !UserInfos.hasOnlyName(wanted)) {
			throw ApiStatusException.badRequest("requested " + goSyntax(wanted) + " without impersonating a user name");
		}
		return wanted.name().isEmpty() ? null : wanted;
	}

	private static TreeSet<String> lowerCaseNames(AuthenticationRequest request) {
		return request.headerNames()
			.stream()
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String first(AuthenticationRequest request, String header) {
		List<String> values = request.header(header);
		return values.isEmpty() ? "" : values.get(0);
	}

	private static String decode(String key) {
		String decoded = PercentDecoder.decode(key, false);
		return (decoded != null) ? decoded : key;
	}

	/**
	 * The reference tells the user as Go writes it.
	 */
	private static String goSyntax(UserInfo user) {
		String extra = user.extra().isEmpty() ? "(nil)"
				: new TreeMap<>(user.extra()).entrySet()
					.stream()
					.map((entry) -> GoQuote.quote(entry.getKey()) + ":" + goSyntax(entry.getValue()))
					.collect(Collectors.joining(", ", "{", "}"));
		return "&user.DefaultInfo{Name:" + GoQuote.quote(user.name()) + ", UID:" + GoQuote.quote(user.uid())
				+ ", Groups:" + goSyntax(user.groups()) + ", Extra:map[string][]string" + extra + "}";
	}

	private static String goSyntax(List<String> values) {
		return "[]string" + (values.isEmpty() ? "(nil)"
				: values.stream().map(GoQuote::quote).collect(Collectors.joining(", ", "{", "}")));
	}

}
