package io.kubespring.apiserver.storage;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PersistentMapTests {

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 42 })
	void behavesAsATreeMapAndKeepsOldStates(long seed) {
		Random random = new Random(seed);
		PersistentMap<Integer> map = PersistentMap.empty();
		TreeMap<String, Integer> model = new TreeMap<>();
		List<PersistentMap<Integer>> states = new ArrayList<>();
		List<Map<String, Integer>> models = new ArrayList<>();
		for (int i = 0; i < 3000; i++) {
			String key = "ns" + random.nextInt(5) + "/" + random.nextInt(200);
			if (random.nextInt(3) == 0) {
				map = map.remove(key);
				model.remove(key);
			}
			else {
				map = map.put(key, i);
				model.put(key, i);
			}
			if (i % 500 == 0) {
				states.add(map);
				models.add(new TreeMap<>(model));
			}
			assertThat(map.size()).isEqualTo(model.size());
			assertThat(map.get(key)).isEqualTo(model.get(key));
		}
		String prefix = "ns3/";
		Map<String, Integer> part = model.subMap(prefix, prefix + Character.MAX_VALUE);
		assertThat(map.count(prefix)).isEqualTo(part.size());
		assertThat(values(map.iterate(prefix, null))).isEqualTo(List.copyOf(part.values()));
		assertThat(values(map.iterate(prefix, "ns3/5")))
			.isEqualTo(List.copyOf(model.subMap("ns3/5", "ns3/~").values()));
		for (String from : List.of("", "ns2/9", "ns3/", "ns3/5", "ns3/50", "ns3/~", "ns4/1")) {
			assertThat(map.count(prefix, from)).isEqualTo(values(map.iterate(prefix, from)).size());
			assertThat(map.count("", from)).isEqualTo(model.tailMap(from).size());
		}
		List<Integer> all = List.copyOf(model.values());
		assertThat(IntStream.range(0, map.size()).mapToObj(map::at)).containsExactlyElementsOf(all);
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> at(states.get(0), -1));
		assertThatExceptionOfType(IndexOutOfBoundsException.class)
			.isThrownBy(() -> at(states.get(0), states.get(0).size()));
		assertThat(map.rank("ns2/")).isEqualTo(model.headMap("ns2/").size());
		for (int i = 0; i < states.size(); i++) {
			assertThat(values(states.get(i).iterate("", null))).isEqualTo(List.copyOf(models.get(i).values()));
		}
	}

	@Test
	void removeGivesTheSameMapWhenKeyIsMissing() {
		PersistentMap<String> map = PersistentMap.<String>empty().put("a", "1");
		assertThat(map.remove("b")).isSameAs(map);
	}

	private static Integer at(PersistentMap<Integer> map, int rank) {
		return map.at(rank);
	}

	private static List<Integer> values(Iterator<Integer> iterator) {
		List<Integer> values = new ArrayList<>();
		iterator.forEachRemaining(values::add);
		return values;
	}

}
