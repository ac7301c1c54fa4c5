package io.kubespring.conformance.churn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Changes in the order in which somebody heard of them; many threads may write.
 */
final class Journal {

	private final List<Change> changes = new ArrayList<>();

	synchronized void add(Change change) {
		this.changes.add(change);
	}

	synchronized List<Change> changes() {
		return List.copyOf(this.changes);
	}

	List<String> accounts() {
		return changes().stream().map(Change::account).toList();
	}

	/**
	 * What happened to each object, in order.
	 */
	Map<String, List<String>> accountsByUid() {
		Map<String, List<String>> lives = new LinkedHashMap<>();
		changes()
			.forEach((change) -> lives.computeIfAbsent(change.uid(), (uid) -> new ArrayList<>()).add(change.account()));
		return lives;
	}

	boolean knows(String name) {
		return changes().stream().anyMatch((change) -> change.name().equals(name));
	}

	/**
	 * The objects and their revisions as they were at a revision.
	 */
	Map<String, Long> stateAt(long revision) {
		Map<String, Long> state = new TreeMap<>();
		for (Change change : changes()) {
			if (change.revision() <= revision) {
				if (change.deletion()) {
					state.remove(change.name());
				}
				else {
					state.put(change.name(), change.revision());
				}
			}
		}
		return state;
	}

}
