package io.kubespring.apiserver.request;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.Preconditions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DeleteOptionsDecoderTests {

	@Test
	void emptyPreconditionOfAQueryIsNone() {
		assertThat(decode("uid=&resourceVersion=").preconditions()).isEqualTo(Preconditions.NONE);
		assertThat(decode("uid=x&resourceVersion=").preconditions()).isEqualTo(new Preconditions("x", null));
	}

	@Test
	void removalOfWhatCannotBeReadStandsAlone() {
		String unsafe = DeleteOptionsDecoder.UNSAFE + "=true";
		assertThat(DeleteOptionsDecoder.validate(decode(unsafe)).ignoreStoreReadError()).isTrue();
		assertThat(DeleteOptionsDecoder.validate(decode(unsafe + "&dryRun=All")).dryRun()).containsExactly("All");
		String alone = "ignoreStoreReadErrorWithClusterBreakingPotential: Invalid value: true: cannot be set together with .";
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> DeleteOptionsDecoder.validate(
					decode(unsafe + "&propagationPolicy=Orphan&orphanDependents=true&gracePeriodSeconds=1&uid=x")))
			.withMessage("DeleteOptions.meta.k8s.io \"\" is invalid: [propagationPolicy: Invalid value: \"Orphan\":"
					+ " orphanDependents and deletionPropagation cannot be both set, " + alone + "propagationPolicy, "
					+ alone + "orphanDependents, " + alone + "gracePeriodSeconds, " + alone + "preconditions]");
	}

	@Test
	void collectionsAreNotRemovedUnseen() {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> DeleteOptionsDecoder.validateForCollection(decode(DeleteOptionsDecoder.UNSAFE + "=true")))
			.withMessage("DeleteOptions.meta.k8s.io \"\" is invalid: ignoreStoreReadErrorWithClusterBreakingPotential:"
					+ " Invalid value: true: is not allowed with DELETECOLLECTION, try again after removing the option");
		assertThat(DeleteOptionsDecoder.validateForCollection(decode("propagationPolicy=Orphan")).propagationPolicy())
			.isEqualTo("Orphan");
	}

	private static DeleteOptions decode(String query) {
		return DeleteOptionsDecoder.decode(QueryParameters.parse(query));
	}

}
