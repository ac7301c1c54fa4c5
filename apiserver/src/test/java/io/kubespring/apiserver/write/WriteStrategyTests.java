package io.kubespring.apiserver.write;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.strategy.WriteStrategy;
import io.kubespring.apiserver.write.WriteRequest.Part;
import io.kubespring.apiserver.write.WriteResult.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Resources that are not written as custom resources are.
 */
class WriteStrategyTests {

	private static final Runnable ALLOWED = () -> {
	};

	private final HookedPipeline lax = new HookedPipeline(new LaxOrders());

	private final HookedPipeline plain = new HookedPipeline(new HookTests.PlainOrders());

	@Test
	void pathSegmentsAreNames() {
		assertThat(this.lax.create("{'name':'A_b c'}", "").at("/metadata/name").asString()).isEqualTo("A_b c");
		assertThat(HookedPipeline.refused(() -> this.plain.create("{'name':'A_b c'}", "")).status().message())
			.contains("a lowercase RFC 1123 subdomain");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"'name':'.' | metadata.name: Invalid value: \".\": may not be '.'",
			"'name':'..' | metadata.name: Invalid value: \"..\": may not be '..'",
			"'name':'a/b%c' | [metadata.name: Invalid value: \"a/b%c\": may not contain '/', metadata.name: Invalid value: \"a/b%c\": may not contain '%']",
			"'name':'' | metadata.name: Required value: name or generateName is required" })
	void whatIsNoPathSegmentIsNoName(String metadata, String problem) {
		assertThat(HookedPipeline.refused(() -> this.lax.create("{" + metadata + "}", "")).status().message())
			.endsWith("is invalid: " + problem);
	}

	@Test
	void beginningOfAPathSegmentMayBeADot() {
		assertThat(this.lax.create("{'generateName':'.'}", "").at("/metadata/name").asString()).startsWith(".")
			.hasSize(6);
	}

	@Test
	void generationThatIsNotTrackedStaysTheClients() {
		assertThat(this.lax.create("{'name':'a','generation':7}", ",'spec':{}").at("/metadata/generation").asInt())
			.isEqualTo(7);
		assertThat(this.lax.patch("{'metadata':{'generation':9},'spec':{'x':1}}").at("/metadata/generation").asInt())
			.isEqualTo(7);
		assertThat(this.lax.create("{'name':'b'}", ",'spec':{}").path("metadata").has("generation")).isFalse();
	}

	@Test
	void updateWithoutResourceVersionOverwritesWhereItMay() {
		this.lax.create("{'name':'a'}", ",'spec':{'x':1}");
		assertThat(this.lax.update("{'name':'a'}", ",'spec':{'x':2}").at("/spec/x").asInt()).isEqualTo(2);
		assertThat(
				HookedPipeline.refused(() -> this.lax.update("{'name':'a','resourceVersion':'1'}", "")).status().code())
			.isEqualTo(409);
		this.plain.create("{'name':'a'}", "");
		assertThat(HookedPipeline.refused(() -> this.plain.update("{'name':'a'}", "")).status().message())
			.isEqualTo("orders.shop.example.com \"a\" is invalid: metadata.resourceVersion: Invalid value: 0: must be"
					+ " specified for an update");
	}

	@Test
	void updateCreatesWhatIsMissing() {
		WriteResult result = this.lax.updateOrCreate("{'name':'a','resourceVersion':'5'}", ",'spec':{'x':1}", ALLOWED);
		assertThat(result.outcome()).isEqualTo(Outcome.CREATED);
		ObjectNode created = result.object().tree();
		assertThat(created.at("/metadata/uid").asString()).hasSize(36);
		assertThat(created.at("/metadata/resourceVersion").asString())
			.isEqualTo(String.valueOf(result.object().revision()))
			.isNotEqualTo("5");
		assertThat(this.lax.objects.readLatest("ns/a").tree()).isEqualTo(created);
		assertThat(this.lax.updateOrCreate("{'name':'a'}", ",'spec':{'x':2}", ALLOWED).outcome())
			.isEqualTo(Outcome.UPDATED);
	}

	@Test
	void updateThatCreatesMustBeAllowedTo() {
		Status status = HookedPipeline.refused(() -> this.lax.updateOrCreate("{'name':'a'}", "", () -> {
			throw ApiStatusException.forbidden("may not create");
		})).status();
		assertThat(status.message()).isEqualTo("forbidden: may not create");
		assertThat(this.lax.objects.readLatest("ns/a")).isNull();
	}

	@Test
	void updateThatNobodyLetsCreateIsNotFound() {
		assertThat(HookedPipeline.refused(() -> this.lax.update("{'name':'a'}", "")).status().message())
			.isEqualTo("orders.shop.example.com \"a\" not found");
		assertThat(HookedPipeline.refused(
				() -> this.lax.execute(new Mutation.MergePatched(HookedPipeline.json("{}")), "a", Part.OBJECT, ALLOWED))
			.status()
			.code()).isEqualTo(404);
	}

	@Test
	void updateThatMeantAnotherObjectCreatesNone() {
		assertThat(HookedPipeline.refused(() -> this.lax.updateOrCreate("{'name':'a','uid':'u'}", "", ALLOWED))
			.status()
			.message())
			.startsWith(
					"Operation cannot be fulfilled on orders.shop.example.com \"a\": StorageError: invalid" + " object")
			.endsWith("Precondition failed: UID in precondition: u, UID in object meta: ");
		assertThat(HookedPipeline.refused(() -> this.lax.updateOrCreate("{'name':'b'}", "", ALLOWED)).status().code())
			.isEqualTo(400);
	}

	@Test
	void somebodyElsesCreationIsUpdated() {
		Runnable race = () -> this.lax.objects.append("ns/a", 0, this.lax.objects
			.encode(HookedPipeline.order("{'name':'a','namespace':'ns','uid':'u'}", ",'spec':{'x':9}")));
		WriteResult result = this.lax.updateOrCreate("{'name':'a'}", ",'spec':{'x':1}", race);
		assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
		assertThat(result.object().tree().at("/metadata/uid").asString()).isEqualTo("u");
		assertThat(result.object().tree().at("/spec/x").asInt()).isEqualTo(1);
	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class LaxOrders implements StoredResource<HookedOrders.Order>, WriteStrategy {

		@Override
		public NameRule nameRule() {
			return NameRule.PATH_SEGMENT;
		}

		@Override
		public boolean allowCreateOnUpdate() {
			return true;
		}

		@Override
		public boolean allowUnconditionalUpdate() {
			return true;
		}

		@Override
		public boolean tracksGeneration() {
			return false;
		}

	}

}
