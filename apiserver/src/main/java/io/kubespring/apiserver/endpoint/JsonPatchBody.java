package io.kubespring.apiserver.endpoint;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.patch.JsonPatch;
import io.kubespring.apiserver.write.Mutation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a JSON patch.
 */
final class JsonPatchBody {

	private static final Set<String> MEMBERS = Set.of("op", "path", "from", "value");

	private JsonPatchBody() {
	}

	/**
	 * Read a patch.
	 * @param mistakes what was said twice, gets what is unknown as well; {@code null} if
	 * nobody wants to hear of it
	 */
	static Mutation.Change read(JsonNode document, @Nullable Collection<String> mistakes) {
		if (mistakes != null) {
			addUnknown(document, mistakes);
		}
		try {
			return new Mutation.JsonPatched(JsonPatch.parse(document, mistakes != null));
		}
		catch (ApiStatusException ex) {
			return new Mutation.Refused(ex);
		}
	}

	private static void addUnknown(JsonNode document, Collection<String> mistakes) {
		for (int i = 0; i < document.size(); i++) {
			for (String member : List.copyOf(document.path(i).propertyNames())) {
				if (!MEMBERS.contains(member)) {
					mistakes.add("unknown field " + GoQuote.quote("[" + i + "]." + member));
				}
			}
		}
		List<String> all = mistakes.stream().map((mistake) -> "json patch " + mistake).toList();
		mistakes.clear();
		mistakes.addAll(all);
	}

}
