package io.kubespring.apiserver.storage;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DrainedSubscriptionTests {

	private final List<String> log = new ArrayList<>();

	@Test
	void asMuchIsHandedOnAsWasAskedFor() {
		Numbers numbers = new Numbers(5, 0);
		numbers.request(2);
		assertThat(this.log).containsExactly("move", "1", "2", "rest");
		numbers.request(2);
		assertThat(this.log).containsExactly("move", "1", "2", "rest", "move", "3", "4", "rest");
	}

	@Test
	void whoAsksFromWithinIsServedByTheMoveThatIsUnderWay() {
		new Numbers(3, 1).request(1);
		assertThat(this.log).containsExactly("move", "1", "2", "3", "rest", "move", "rest");
	}

	@Test
	void demandWithoutBoundIsNotUsedUp() {
		Numbers numbers = new Numbers(4, 0);
		numbers.request(Long.MAX_VALUE);
		numbers.last = 6;
		numbers.drain();
		assertThat(this.log).containsExactly("move", "1", "2", "3", "4", "rest", "move", "5", "6", "rest");
	}

	@Test
	void demandOfNothingMovesNothing() {
		Numbers numbers = new Numbers(1, 0);
		numbers.request(0);
		assertThat(this.log).isEmpty();
		numbers.request(1);
		assertThat(this.log).containsExactly("move", "1", "rest");
	}

	private final class Numbers extends DrainedSubscription {

		private final int askedFromWithin;

		private int last;

		private int next = 1;

		Numbers(int last, int askedFromWithin) {
			this.last = last;
			this.askedFromWithin = askedFromWithin;
		}

		@Override
		protected void move() {
			DrainedSubscriptionTests.this.log.add("move");
			while (isWanted() && this.next <= this.last) {
				produced();
				DrainedSubscriptionTests.this.log.add(Integer.toString(this.next++));
				if (this.askedFromWithin > 0) {
					request(this.askedFromWithin);
				}
			}
			DrainedSubscriptionTests.this.log.add("rest");
		}

		@Override
		public void cancel() {
			throw new UnsupportedOperationException();
		}

	}

}
