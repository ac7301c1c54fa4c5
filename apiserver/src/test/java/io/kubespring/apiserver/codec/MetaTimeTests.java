package io.kubespring.apiserver.codec;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MetaTimeTests {

	@Test
	void readsAndWritesWhatFormattersDo() {
		Random random = new Random(1);
		for (int i = 0; i < 20_000; i++) {
			OffsetDateTime time = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 260_000_000_000L))
				.atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-1080, 1080)))
				.withNano(random.nextInt(1_000_000_000));
			String written = MetaTime.write(time);
			assertThat(written)
				.isEqualTo(DateTimeFormatter.ISO_INSTANT.format(time.toInstant().truncatedTo(ChronoUnit.SECONDS)));
			assertThat(MetaTime.read(written).equals(OffsetDateTime.parse(written))).as(written).isTrue();
		}
	}

	@Test
	void presentTimeHasWholeSeconds() {
		Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05.999Z"), ZoneOffset.ofHours(9));
		assertThat(MetaTime.now(clock)).isEqualTo("2026-01-02T03:04:05Z");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05+02:00", "2026-01-02T03:04Z",
			"0000-01-01T00:00:00Z", "2024-02-29T23:59:59Z" })
	void readsEveryForm(String text) {
		assertThat(MetaTime.read(text)).isEqualTo(OffsetDateTime.parse(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "2026-13-02T03:04:05Z", "2025-02-29T00:00:00Z", "2026-01-02T24:00:00Z",
			"2026-01-02T23:59:60Z", "2026-01-02 03:04:05Z", "2026-01-02T03:04:05z ", "2026-01-02T+3:04:05Z",
			"\uff12\uff1026-01-02T03:04:05Z", "yesterday" })
	void refusesWhatIsNoTimeInTheWordsOfTheFormatter(String text) {
		DateTimeException expected = catchThrowableOfType(DateTimeException.class, () -> OffsetDateTime.parse(text));
		assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> MetaTime.read(text))
			.withMessage(expected.getMessage());
	}

}
