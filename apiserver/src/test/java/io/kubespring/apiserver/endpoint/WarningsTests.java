package io.kubespring.apiserver.endpoint;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WarningsTests {

	private final Warnings warnings = new Warnings();

	@Test
	void eachTextIsToldOnceAndInOrder() {
		this.warnings.add("b");
		this.warnings.add("a");
		this.warnings.add("b");
		this.warnings.add("");
		assertThat(this.warnings.texts()).containsExactly("b", "a");
	}

	@Test
	void textsThatJustFitAreNotCut() {
		this.warnings.add("x".repeat(4096));
		assertThat(this.warnings.texts()).containsExactly("x".repeat(4096));
	}

	@Test
	void tooManyCharactersCutEveryText() {
		this.warnings.add("\ud83d\ude00".repeat(300));
		this.warnings.add("y".repeat(4000));
		assertThat(this.warnings.texts()).containsExactly("\ud83d\ude00".repeat(256), "y".repeat(256));
	}

	@Test
	void nothingIsAddedOnceTheRoomIsUsedUp() {
		for (int i = 0; i < 40; i++) {
			this.warnings.add(i + "z".repeat(400));
		}
		assertThat(this.warnings.texts()).hasSize(16).allMatch((text) -> text.length() == 256);
	}

}
