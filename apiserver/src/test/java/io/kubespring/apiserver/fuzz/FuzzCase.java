package io.kubespring.apiserver.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kubespring.apiserver.authorization.AccessReview;
import io.kubespring.apiserver.fuzz.FuzzedServer.Served;
import io.kubespring.apiserver.meta.PercentDecoder;
import io.kubespring.apiserver.request.QueryParameters;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.request.RequestInfoException;
import io.kubespring.apiserver.request.RequestInfoParser;
import org.jspecify.annotations.Nullable;

/**
 * One request, what was reviewed and served for it, and what must hold between them.
 */
final class FuzzCase {

	private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*(.*)", Pattern.DOTALL);

	private static final Pattern STORED = Pattern
		.compile("\"name\":\"([^\"]*)\",\"namespace\":\"([^\"]*)\"[^}]*?\"uid\":\"([gh]\\.io)\"");

	private static final Set<String> READING = Set.of("get", "list", "watch");

	private static final List<String> OF_THE_API = List.of("/apis", "/api", "/openapi", "/livez", "/readyz",
			"/healthz");

	private static final List<String> GUARDED = List.of("/own");

	/**
	 * Which verbs of user code a verb of the API may lead to.
	 */
	private static final Map<String, Set<String>> LEADS_TO = Map.of("get", Set.of("get"), "list", Set.of("list"),
			"watch", Set.of("watch"), "create", Set.of("create"), "update", Set.of("get", "update"), "patch",
			Set.of("get", "update"), "delete", Set.of("get", "delete"), "deletecollection", Set.of("list", "delete"));

	private final HostileRequest request;

	private final int policy;

	private final List<AccessReview> reviews = Collections.synchronizedList(new ArrayList<>());

	private final List<Served> served = Collections.synchronizedList(new ArrayList<>());

	private final List<String> ofApplication = Collections.synchronizedList(new ArrayList<>());

	FuzzCase(HostileRequest request) {
		this.request = request;
		this.policy = Math.floorMod(request.line().hashCode(), 4);
	}

	boolean review(AccessReview review) {
		this.reviews.add(review);
		return allows(review);
	}

	/**
	 * What is stored is only read, and only where this case may.
	 */
	private boolean allows(AccessReview review) {
		if (review.resource().equals("foos") && !READING.contains(review.verb())) {
			return false;
		}
		return switch (this.policy) {
			case 0 -> review.namespace().equals("a");
			case 1 -> review.namespace().equals("b");
			case 2 -> true;
			default -> review.namespace().equals("a") && review.name().equals("in-a");
		};
	}

	void served(Served what) {
		this.served.add(what);
	}

	void application(String path) {
		this.ofApplication.add(path);
	}

	/**
	 * Whether the answer may be a watch of what is stored.
	 */
	boolean isWatch() {
		return !this.reviews.isEmpty() && this.reviews.get(0).verb().equals("watch")
				&& this.reviews.get(0).resource().equals("foos");
	}

	boolean isServed() {
		return !this.served.isEmpty();
	}

	/**
	 * Look for what does not hold.
	 * @return what it is, {@code null} if everything holds
	 */
	@Nullable String problem(FuzzClient.Answer answer) {
		AccessReview review = this.reviews.isEmpty() ? null : this.reviews.get(0);
		boolean allowed = review != null && allows(review);
		if (!isSent(review)) {
			return "reviewed is not what was sent";
		}
		if (review != null && !allowed && answer.status() != 403) {
			return "refused but answered by " + answer.status();
		}
		if (answer.status() >= 500 && isReadable()) {
			return "answered by " + answer.status();
		}
		for (Served what : this.served) {
			if (review == null || !allowed || !matches(review, what)) {
				return "served is not what was reviewed: " + what;
			}
		}
		Matcher objects = STORED.matcher(answer.body());
		while (objects.find()) {
			if (review == null || !allowed || !matches(review, objects.group(1), objects.group(2), objects.group(3))) {
				return "answered is not what was reviewed: " + objects.group();
			}
		}
		for (String path : this.ofApplication) {
			if (isClaimed(path) && (review == null || !allowed || !review.path().equals(decoded(path)))) {
				return "the application serves what was not reviewed: " + path;
			}
		}
		return null;
	}

	private boolean isSent(@Nullable AccessReview review) {
		if (review == null) {
			return true;
		}
		try {
			return review.equals(AccessReview.of(review.user(), sent()));
		}
		catch (RequestInfoException ex) {
			return false;
		}
	}

	/**
	 * Whether anybody can say what is asked; 500 answers the rest.
	 */
	private boolean isReadable() {
		try {
			sent();
			return true;
		}
		catch (RequestInfoException ex) {
			return false;
		}
	}

	private RequestInfo sent() {
		String target = this.request.target();
		Matcher absolute = ABSOLUTE.matcher(target);
		if (!target.startsWith("/") && absolute.matches()) {
			target = absolute.group(1);
		}
		int query = target.indexOf('?');
		return RequestInfoParser.parse(this.request.method(), (query < 0) ? target : target.substring(0, query),
				QueryParameters.parse((query < 0) ? "" : target.substring(query + 1)));
	}

	private static boolean matches(AccessReview review, Served what) {
		return review.apiGroup().equals("g.io") && review.apiVersion().equals("v1")
				&& review.resource().equals(what.resource()) && review.subresource().equals(what.subresource())
				&& LEADS_TO.getOrDefault(review.verb(), Set.of()).contains(what.verb())
				&& review.namespace().equals(what.asked())
				&& (review.namespace().isEmpty() || review.namespace().equals(what.namespace()))
				&& (review.name().isEmpty() || what.name() == null || review.name().equals(what.name()));
	}

	private static boolean matches(AccessReview review, String name, String namespace, String group) {
		return review.apiGroup().equals(group) && review.apiVersion().equals("v1") && review.resource().equals("foos")
				&& READING.contains(review.verb()) && review.subresource().isEmpty()
				&& (review.namespace().isEmpty() || review.namespace().equals(namespace))
				&& (review.name().isEmpty() || review.name().equals(name));
	}

	private static boolean isClaimed(String path) {
		return isBelow(decoded(path), OF_THE_API) || isBelow(decoded(path).replaceAll(";[^/]*", ""), GUARDED);
	}

	private static boolean isBelow(String path, List<String> roots) {
		return roots.stream().anyMatch((root) -> path.equals(root) || path.startsWith(root + "/"));
	}

	private static String decoded(String path) {
		String decoded = PercentDecoder.decode(path, false);
		return (decoded != null) ? decoded : path;
	}

	@Override
	public String toString() {
		return this.request + " reviewed as " + this.reviews + " served as " + this.served + " and "
				+ this.ofApplication;
	}

}
