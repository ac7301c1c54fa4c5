package io.kubespring.apiserver.watchcache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BookmarkClockTests {

	private static final long START = 1_000_000;

	/**
	 * The seconds at which a clock that is asked every second calls for a bookmark.
	 */
	private static List<Long> seconds(int length, boolean soon) {
		BookmarkClock clock = new BookmarkClock(START, Duration.ofSeconds(length), Duration.ofMinutes(1), soon);
		List<Long> seconds = new ArrayList<>();
		for (long second = 0; !clock.isOver(START + second * 1000); second++) {
			if (clock.isDue(START + second * 1000)) {
				seconds.add(second);
			}
		}
		return seconds;
	}

	@Test
	void bookmarksComeEachMinuteAndTwoSecondsBeforeTheEnd() {
		assertThat(seconds(130, false)).containsExactly(60L, 120L, 128L);
		assertThat(seconds(5, false)).containsExactly(3L);
	}

	@Test
	void watchThatIsTooShortHasNone() {
		assertThat(seconds(2, false)).isEmpty();
		assertThat(seconds(1, false)).isEmpty();
		assertThat(seconds(0, false)).isEmpty();
	}

	@Test
	void firstOneFollowsTheInitialEvents() {
		assertThat(seconds(130, true)).containsExactly(1L, 61L, 121L, 128L);
		assertThat(seconds(1, true)).isEmpty();
	}

}
