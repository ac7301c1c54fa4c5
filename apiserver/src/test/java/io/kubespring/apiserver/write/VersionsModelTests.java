package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.registry.Tickets;
import io.kubespring.apiserver.resource.ApiVersion;
import io.kubespring.apiserver.storage.Change;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class VersionsModelTests {

	private final MemoryStore store = new MemoryStore(Clock.systemUTC(), MemoryStoreSettings.DEFAULTS);

	@ParameterizedTest
	@CsvSource({ "1,false", "2,false", "3,false", "4,false", "5,false", "6,true", "7,true", "8,true" })
	void writersAndWatchersOfBothVersionsEndWithEqualViews(long seed, boolean storedOlder) {
		Random random = new Random(seed);
		Release release = storedOlder ? new Release(this.store, new Tickets.StoredOlder(), new Tickets.OldStored())
				: new Release(this.store, new Tickets(), new Tickets.Old());
		Release.Version hub = release.version("v1");
		Release.Version older = release.version("v1beta1");
		Map<String, String> expected = new TreeMap<>();
		Map<String, Map<String, String>> views = new LinkedHashMap<>();
		for (int step = 0; step < 300; step++) {
			if (step % 100 == 0) {
				views.put("v1 from " + step, hub.follow());
				views.put("v1beta1 from " + step, older.follow());
			}
			write(random, hub, older, expected);
			if (storedOlder) {
				expected.replaceAll((name, spec) -> spec.replaceAll(",\"price\":\\d", ""));
			}
		}
		assertThat(hub.specs()).isEqualTo(expected);
		views.forEach(
				(name, view) -> assertThat(view).as(name).isEqualTo(texts(name.startsWith("v1beta1") ? older : hub)));
	}

	/**
	 * Write in one of both versions. The price is in the hub alone, so the model keeps it
	 * whatever is written in the older version.
	 */
	private static void write(Random random, Release.Version hub, Release.Version older, Map<String, String> expected) {
		String name = "t" + random.nextInt(8);
		int number = random.nextInt(50);
		boolean inHub = random.nextBoolean();
		int price = random.nextInt(3);
		String spec = inHub ? "{'row':'A','number':" + number + ",'price':" + price + "}"
				: "{'seat':'A-" + number + "'}";
		Release.Version version = inHub ? hub : older;
		String known = expected.get(name);
		try {
			switch (random.nextInt(4)) {
				case 0 -> version.create(name, spec);
				case 1 -> version.replace(name, spec);
				case 2 -> version.patch(name, "{'spec':" + spec + "}");
				default -> {
					version.delete(name);
					expected.remove(name);
					return;
				}
			}
			String kept = (known != null) ? known.replaceAll(".*\"price\":(\\d+).*|.*", "$1") : "";
			String told = inHub ? Integer.toString(price) : kept;
			expected.put(name,
					"{\"number\":" + number + (told.isEmpty() ? "" : ",\"price\":" + told) + ",\"row\":\"A\"}");
		}
		catch (ApiStatusException ex) {
			assertThat(ex.status().code()).isEqualTo((known != null) ? 409 : 404);
		}
	}

	private static Map<String, String> texts(Release.Version version) {
		Map<String, String> texts = new TreeMap<>();
		version.list().forEach((object) -> texts.put(object.key().name(), text(object)));
		return texts;
	}

	private static String text(EncodedObject object) {
		return new String(object.json(), StandardCharsets.UTF_8);
	}

	/**
	 * What is sent is converted to be worked on; what came of it is converted to be
	 * stored, and back to see what is kept. Nobody converts again: not who takes the
	 * object in, nor who answers, nor who reads the version that is stored.
	 */
	@Test
	void writeInTheStoredVersionConvertsNothingTwice() {
		Counting converter = new Counting();
		Release release = new Release(this.store, new Tickets.StoredOlder(), converter);
		Map<String, String> seen = release.version("v1beta1").follow();
		EncodedObject created = release.version("v1beta1").create("a", "{'seat':'A-1'}");
		assertThat(converter.taken()).isEqualTo("2 to the hub, 1 from it");
		EncodedObject patched = release.version("v1beta1").patch("a", "{'spec':{'seat':'B-2'}}");
		assertThat(converter.taken()).isEqualTo("2 to the hub, 1 from it");
		EncodedObject replaced = release.version("v1beta1").replace("a", "{'seat':'C-3'}");
		// One more for reading the revision to send past the cache.
		assertThat(converter.taken()).isEqualTo("3 to the hub, 1 from it");
		assertThat(List.of(text(created), text(patched), text(replaced))).allMatch((text) -> text.contains("v1beta1"))
			.extracting((text) -> text.replaceAll(".*\"seat\":\"(.*?)\".*", "$1"))
			.containsExactly("A-1", "B-2", "C-3");
		assertThat(release.version("v1beta1").specs()).isEqualTo(Map.of("a", "{\"seat\":\"C-3\"}"));
		assertThat(seen).isEqualTo(Map.of("a", text(replaced)));
		assertThat(converter.taken()).isEqualTo("0 to the hub, 0 from it");
		assertThat(release.version("v1").specs()).isEqualTo(Map.of("a", "{\"number\":3,\"row\":\"C\"}"));
		assertThat(converter.taken()).isEqualTo("0 to the hub, 0 from it");
	}

	@Test
	void releasesThatStoreOtherVersionsWriteInTurn() {
		Release before = new Release(this.store, new Tickets.StoredOlder(), new Tickets.OldStored());
		Release after = new Release(this.store, new Tickets(), new Tickets.Old());
		before.version("v1").create("a", "{'row':'A','number':1}");
		assertThat(stored("a")).startsWith("{\"apiVersion\":\"test.example.com/v1beta1\"").contains("\"seat\":\"A-1\"");
		assertThat(after.version("v1").specs()).isEqualTo(Map.of("a", "{\"number\":1,\"row\":\"A\"}"));
		after.version("v1").patch("a", "{'spec':{'number':2,'price':7}}");
		assertThat(stored("a")).startsWith("{\"apiVersion\":\"test.example.com/v1\"").contains("\"price\":7");
		assertThat(before.version("v1beta1").specs()).isEqualTo(Map.of("a", "{\"seat\":\"A-2\"}"));
		before.version("v1beta1").patch("a", "{'spec':{'seat':'B-2'}}");
		assertThat(stored("a")).startsWith("{\"apiVersion\":\"test.example.com/v1beta1\"").contains("\"seat\":\"B-2\"");
		assertThat(after.version("v1").specs()).isEqualTo(Map.of("a", "{\"number\":2,\"row\":\"B\"}"));
		after.version("v1beta1").delete("a");
		assertThat(before.version("v1").specs()).isEmpty();
	}

	@Test
	void whatTheStorageVersionCannotHoldIsGoneAtOnce() {
		Release release = new Release(this.store, new Tickets.StoredOlder(), new Tickets.OldStored());
		EncodedObject created = release.version("v1").create("a", "{'row':'A','number':1,'price':7}");
		assertThat(text(created)).contains("\"spec\":{\"number\":1,\"row\":\"A\"}");
		EncodedObject patched = release.version("v1").patch("a", "{'spec':{'price':8}}");
		assertThat(text(patched)).contains("\"spec\":{\"number\":1,\"row\":\"A\"}");
	}

	@Test
	void objectThatCannotBeReadCanBeDeletedAndReplaced() {
		Release before = new Release(this.store, new Tickets.StoredOlder(), new Tickets.OldStored());
		before.version("v1beta1").create("a", "{'seat':'A-1'}");
		before.version("v1beta1").create("b", "{'seat':'A-1'}");
		for (String name : new String[] { "a", "b" }) {
			String broken = stored(name).replace("A-1", "broken");
			long revision = this.store.get(key(name)).block().revision();
			this.store.append(new Change(key(name), revision, broken.getBytes(StandardCharsets.UTF_8))).block();
		}
		Release after = new Release(this.store, new Tickets(), new Tickets.Old());
		after.version("v1").replace("a", "{'row':'C','number':1}");
		after.version("v1").delete("b");
		assertThat(after.version("v1").specs()).isEqualTo(Map.of("a", "{\"number\":1,\"row\":\"C\"}"));
	}

	@Test
	void updateInAnotherVersionCreatesWhereItMay() {
		Release release = new Release(this.store, new Tickets(), new Tickets.Old());
		List<String> asked = new ArrayList<>();
		EncodedObject created = release.version("v1beta1").put("a", "{'seat':'A-1'}", () -> asked.add("a"));
		assertThat(text(created)).contains("test.example.com/v1beta1", "\"seat\":\"A-1\"");
		assertThat(release.version("v1").specs()).isEqualTo(Map.of("a", "{\"number\":1,\"row\":\"A\"}"));
		assertThat(asked).containsExactly("a");
	}

	private String stored(String name) {
		return new String(this.store.get(key(name)).block().value(), StandardCharsets.UTF_8);
	}

	private static String key(String name) {
		return "/test.example.com/tickets/ns/" + name;
	}

	/**
	 * Counts conversions.
	 */
	@ApiVersion(of = Tickets.StoredOlder.class, version = "v1beta1")
	private static final class Counting extends Tickets.Old {

		private int there;

		@Override
		public void toHub(Tickets.OldTicket source, Tickets.Ticket hub) {
			this.there++;
			super.toHub(source, hub);
		}

		String taken() {
			String taken = this.there + " to the hub, " + this.conversions + " from it";
			this.there = 0;
			this.conversions = 0;
			return taken;
		}

	}

}
