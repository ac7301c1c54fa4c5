package io.kubespring.apiserver.registry;

import java.util.List;
import java.util.stream.IntStream;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Lister;
import io.kubespring.apiserver.resource.ObjectList;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DelegatedPagesTests {

	private final DelegatingBackend backend = new DelegatingBackend(
			new ResourceDefinitionFactory(List.of()).create(new Shelves()), Schedulers.immediate());

	@Test
	void beanPagesAsItLikes() {
		ObjectSlice first = list("", ListOptions.builder().limit(2));
		assertThat(ListFixture.paths(first)).containsExactly("n/0", "n/1");
		assertThat(first.continueToken()).isEqualTo("after 1");
		assertThat(first.remainingItemCount()).isEqualTo(3);
		ObjectSlice second = list("", ListOptions.builder().limit(2).continueToken(first.continueToken()));
		assertThat(ListFixture.paths(second)).containsExactly("n/2", "n/3");
		ObjectSlice last = list("", ListOptions.builder().limit(2).continueToken(second.continueToken()));
		assertThat(ListFixture.paths(last)).containsExactly("n/4");
		assertThat(last.continueToken()).isEmpty();
		assertThat(last.remainingItemCount()).isNull();
		assertThat(last.resourceVersion()).isEqualTo("7");
	}

	@Test
	void selectionOfAPageHidesTheCountAndNotTheToken() {
		ObjectSlice page = list("metadata.name!=0", ListOptions.builder().limit(2));
		assertThat(ListFixture.paths(page)).containsExactly("n/1");
		assertThat(page.continueToken()).isEqualTo("after 1");
		assertThat(page.remainingItemCount()).isNull();
	}

	@Test
	void versionThatIsNoNumberIsRefusedBeforeTheBeanIsAsked() {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> list("", ListOptions.builder().resourceVersion("abc")))
			.withMessageStartingWith("invalid resource version: ");
	}

	private ObjectSlice list(String fields, ListOptions.Builder options) {
		return this.backend.list(new ListQuery("n/", true, ListFixture.selection("", fields), options.build()), null)
			.block();
	}

	@ApiResource(group = "test.example.com", version = "v1")
	static class Shelves implements Lister<Shelves.Shelf> {

		@Override
		public ObjectList<Shelf> list(ListOptions options, RequestContext context) {
			String token = options.continueToken();
			int from = token.isEmpty() ? 0 : Integer.parseInt(token.substring("after ".length())) + 1;
			int to = (int) Math.min(5, from + options.limit());
			ObjectList<Shelf> page = ObjectList.of(IntStream.range(from, to).mapToObj(Shelves::shelf).toList())
				.withResourceVersion("7");
			return (to < 5) ? page.withContinue("after " + (to - 1), 5L - to) : page;
		}

		private static Shelf shelf(int number) {
			Shelf shelf = new Shelf();
			shelf.setMetadata(new V1ObjectMeta().namespace("n").name(String.valueOf(number)));
			return shelf;
		}

		static class Shelf extends ApiObject<String, Void> {

		}

	}

}
