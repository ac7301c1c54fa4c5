package io.kubespring.apiserver.write;

import java.util.List;

import io.kubespring.apiserver.meta.DeleteOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeletionPolicyTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "-|-|-", "x/y|-|x/y", "-|Orphan|orphan", "-|Foreground|foregroundDeletion", "orphan|Background|-",
					"orphan x/y|-|orphan x/y", "orphan x/y|Orphan|orphan x/y",
					"x/y orphan|Foreground|x/y foregroundDeletion", "orphan x/y|Foreground|x/y foregroundDeletion",
					"foregroundDeletion x/y|Background|x/y" })
	void policySetsAndTakesTheCollectorsFinalizersInPlace(String current, String policy, String expected) {
		DeleteOptions options = DeleteOptions.builder().propagationPolicy(policy).build();
		assertThat(DeletionPolicy.finalizers(list(current), options)).isEqualTo(list(expected));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "-|true|orphan", "orphan|false|-", "foregroundDeletion|true|orphan", "x/y|false|x/y" })
	void orphanDependentsIsHeededStill(String current, boolean orphan, String expected) {
		DeleteOptions options = DeleteOptions.builder().orphanDependents(orphan).build();
		assertThat(DeletionPolicy.finalizers(list(current), options)).isEqualTo(list(expected));
	}

	private static List<String> list(String finalizers) {
		return (finalizers != null) ? List.of(finalizers.split(" ")) : List.of();
	}

}
