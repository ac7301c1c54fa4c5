package io.kubespring.apiserver.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.watchcache.Selection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random writes between the pages of random lists, some so slow that the cache has
 * forgotten their state: all pages together show the state of the first.
 */
class PagingModelTests {

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6 })
	void pagesTogetherShowTheStateOfTheFirst(long seed) {
		Random random = new Random(seed);
		ListFixture fixture = new ListFixture();
		TreeMap<String, String> model = new TreeMap<>();
		Map<String, Long> revisions = new HashMap<>();
		int several = 0;
		write(fixture, model, revisions, random, 200);
		for (int list = 0; list < 60; list++) {
			String namespace = random.nextBoolean() ? "" : "ns" + random.nextInt(3);
			String label = (random.nextInt(3) == 0) ? "" + random.nextInt(3) : "";
			Selection selection = ListFixture.selection(label.isEmpty() ? "" : "x=" + label, "");
			List<String> expected = select(model, revisions, namespace, label);
			int present = select(model, revisions, namespace, "").size();
			int limit = 1 + random.nextInt(60);
			List<String> joined = new ArrayList<>();
			ObjectSlice page = fixture.list(namespace, selection, ListOptions.builder().limit(limit)).block();
			String revision = page.resourceVersion();
			joined.addAll(ListFixture.shown(page));
			while (!page.continueToken().isEmpty()) {
				several++;
				assertThat(ListFixture.shown(page)).hasSize(limit);
				assertThat(page.remainingItemCount())
					.isEqualTo(label.isEmpty() ? Long.valueOf(present - joined.size()) : null);
				write(fixture, model, revisions, random, random.nextInt(10));
				if (random.nextInt(10) == 0) {
					fixture.pass(Duration.ofSeconds(20));
				}
				page = fixture
					.list(namespace, selection, ListOptions.builder().limit(limit).continueToken(page.continueToken()))
					.block();
				assertThat(page.resourceVersion()).isEqualTo(revision);
				joined.addAll(ListFixture.shown(page));
			}
			assertThat(page.remainingItemCount()).isNull();
			assertThat(joined).as("seed " + seed).isEqualTo(expected);
			assertThat(fixture
				.list(namespace, selection,
						ListOptions.builder().resourceVersion(revision).resourceVersionMatch("Exact"))
				.map(ListFixture::shown)
				.block()).isEqualTo(expected);
		}
		assertThat(several).isGreaterThan(60);
	}

	private static void write(ListFixture fixture, TreeMap<String, String> model, Map<String, Long> revisions,
			Random random, int count) {
		for (int i = 0; i < count; i++) {
			String path = "ns" + random.nextInt(3) + "/" + random.nextInt(60);
			long known = revisions.getOrDefault(path, 0L);
			if (known != 0 && random.nextInt(3) == 0) {
				fixture.delete(path, known);
				model.remove(path);
				revisions.remove(path);
			}
			else {
				String label = String.valueOf(random.nextInt(3));
				revisions.put(path, fixture.put(path, known, label));
				model.put(path, label);
			}
		}
	}

	private static List<String> select(TreeMap<String, String> model, Map<String, Long> revisions, String namespace,
			String label) {
		List<String> selected = new ArrayList<>();
		model.forEach((path, value) -> {
			boolean inNamespace = namespace.isEmpty() || path.startsWith(namespace + "/");
			if (inNamespace && (label.isEmpty() || label.equals(value))) {
				selected.add(path + "@" + revisions.get(path));
			}
		});
		return selected;
	}

}
