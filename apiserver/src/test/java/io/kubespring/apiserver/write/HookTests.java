package io.kubespring.apiserver.write;

import java.util.List;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusCause;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.strategy.Defaulter;
import io.kubespring.apiserver.strategy.ObjectValidator;
import io.kubespring.apiserver.write.WriteRequest.Part;
import io.kubespring.apiserver.write.WriteResult.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The hooks of a resource's bean in the write path.
 */
class HookTests {

	private final HookedOrders orders = new HookedOrders();

	private final HookedPipeline pipeline = new HookedPipeline(this.orders);

	@Test
	void newObjectGetsDefaultsAndKeepsWhatTheTypeDoesNotKnow() {
		ObjectNode created = this.pipeline.create("{'name':'a'}",
				",'extra':[1],'spec':{'product':'tea','color':'red','lines':[{'text':'x','bold':true}]}");
		assertThat(created.path("spec")).isEqualTo(HookedPipeline
			.json("{'product':'tea','color':'red','lines':[{'text':'x','bold':true}]," + "'quantity':1}"));
		assertThat(created.path("extra")).isEqualTo(HookedPipeline.json("[1]"));
		assertThat(created.path("metadata").path("annotations"))
			.isEqualTo(HookedPipeline.json("{'example.com/by':'system:anonymous'}"));
		assertThat(this.pipeline.objects.readLatest("ns/a").tree()).isEqualTo(created);
	}

	@Test
	void hooksOfACreationAreCalledInTheReferencesOrder() {
		this.pipeline.create("{'generateName':'a-'}", ",'spec':{}");
		assertThat(this.orders.calls).hasSize(3);
		assertThat(this.orders.calls.get(0)).isEqualTo("default");
		assertThat(this.orders.calls.get(1)).startsWith("prepare a-").hasSize("prepare a-12345".length());
		assertThat(this.orders.calls.get(2)).isEqualTo("validate 1");
	}

	@Test
	void hooksOfAChangeSeeBothStates() {
		this.pipeline.create("{'name':'a'}", ",'spec':{'quantity':2}");
		this.orders.calls.clear();
		ObjectNode changed = this.pipeline.patch("{'spec':{'quantity':3}}");
		assertThat(this.orders.calls).containsExactly("default", "prepare 2 to 3", "validate 2 to 3", "validate 3");
		assertThat(changed.path("metadata").path("generation").asInt()).isEqualTo(2);
	}

	@Test
	void defaultsAreSetInTheResultOfAPatch() {
		this.pipeline.create("{'name':'a'}", ",'spec':{'quantity':2}");
		assertThat(this.pipeline.patch("{'spec':{'quantity':null}}").path("spec"))
			.isEqualTo(HookedPipeline.json("{'quantity':1}"));
	}

	@Test
	void whatPreparationTakesBackIsNoChange() {
		ObjectNode created = this.pipeline.create("{'name':'a'}", ",'spec':{'product':'tea'}");
		ObjectNode patched = this.pipeline.patch("{'spec':{'product':'coffee'}}");
		assertThat(patched).isEqualTo(created);
	}

	@Test
	void everythingThatIsWrongIsToldAtOnce() {
		Status status = HookedPipeline
			.refused(() -> this.pipeline.create("{'name':'a'}", ",'spec':{'product':'nothing','quantity':101}"))
			.status();
		assertThat(status.code()).isEqualTo(422);
		assertThat(status.reason()).isEqualTo("Invalid");
		assertThat(status.message()).isEqualTo("Order.shop.example.com \"a\" is invalid: [spec.quantity: Invalid value:"
				+ " 101: must not be more than 100, spec.product: Unsupported value: \"nothing\": supported values:"
				+ " \"tea\", \"coffee\"]");
		assertThat(status.details().causes()).containsExactly(
				new StatusCause("FieldValueInvalid", "Invalid value: 101: must not be more than 100", "spec.quantity"),
				new StatusCause("FieldValueNotSupported",
						"Unsupported value: \"nothing\": supported values: \"tea\", \"coffee\"", "spec.product"));
		assertThat(this.pipeline.objects.readLatest("ns/a")).isNull();
	}

	@Test
	void applicationIsAskedBeforeMetadataOfANewObject() {
		assertThat(HookedPipeline.refused(() -> this.pipeline.create("{'name':'A_'}", "")).status().message())
			.isEqualTo("Order.shop.example.com \"A_\" is invalid: spec: Required value");
		assertThat(HookedPipeline.refused(() -> this.pipeline.create("{'name':'A_'}", ",'spec':{}")).status().message())
			.startsWith("Order.shop.example.com \"A_\" is invalid: metadata.name: Invalid value: \"A_\": a lowercase");
	}

	@Test
	void metadataAndApplicationBothTellOfAChange() {
		this.pipeline.create("{'name':'a'}", ",'spec':{}");
		assertThat(HookedPipeline
			.refused(() -> this.pipeline.patch("{'metadata':{'labels':{'x':'!'}},'spec':{'quantity':101}}"))
			.status()
			.details()
			.causes()).extracting(StatusCause::field)
			.containsExactly("metadata.labels", "metadata.labels", "metadata.labels", "spec.quantity");
	}

	@Test
	void statusIsValidatedAndNotPrepared() {
		this.pipeline.create("{'name':'a'}", ",'spec':{'quantity':2}");
		this.orders.calls.clear();
		ObjectNode changed = this.pipeline.patch("{'spec':{'quantity':3},'status':{'phase':'Packed'}}", Part.STATUS);
		assertThat(changed.path("spec").path("quantity").asInt()).isEqualTo(2);
		assertThat(this.orders.calls).containsExactly("default", "validate 2 to 2", "validate 2");
		assertThat(HookedPipeline.refused(() -> this.pipeline.patch("{'status':{'phase':'Lost'}}", Part.STATUS))
			.status()
			.message()).isEqualTo("Order.shop.example.com \"a\" is invalid: status.phase: Forbidden: nothing is lost");
	}

	@Test
	void scaleIsValidatedAsTheObjectThatItIsOf() {
		this.pipeline.create("{'name':'a'}", ",'spec':{'quantity':2}");
		assertThat(HookedPipeline.refused(() -> this.pipeline.scale("{'spec':{'replicas':101}}")).status().message())
			.isEqualTo("Order.shop.example.com \"a\" is invalid: spec.quantity: Invalid value: 101: must not be more"
					+ " than 100");
	}

	@Test
	void warningsAreToldUnlessSomethingIsWrong() {
		this.pipeline.create("{'name':'a'}", ",'spec':{'product':'coffee'}");
		assertThat(this.pipeline.context.warnings).containsExactly("spec.product: coffee is sold out soon");
		this.pipeline.context.warnings.clear();
		HookedPipeline
			.refused(() -> this.pipeline.create("{'name':'b'}", ",'spec':{'product':'coffee','quantity':101}"));
		assertThat(this.pipeline.context.warnings).isEmpty();
	}

	@Test
	void changeIsValidatedAgainWhenSomebodyElseWasFaster() {
		this.pipeline.create("{'name':'a'}", ",'spec':{'quantity':2}");
		this.orders.calls.clear();
		this.orders.whileValidating = () -> {
			this.orders.whileValidating = () -> {
			};
			this.pipeline.overwrite("{'name':'a','namespace':'ns','uid':'u'}", ",'spec':{'quantity':7}");
		};
		ObjectNode patched = this.pipeline.patch("{'metadata':{'labels':{'x':'y'}}}");
		assertThat(this.orders.calls).containsExactly("default", "prepare 2 to 2", "validate 2 to 2", "validate 2",
				"default", "prepare 7 to 7", "validate 7 to 7", "validate 7");
		assertThat(patched.path("spec").path("quantity").asInt()).isEqualTo(7);
	}

	@Test
	void refusalOfTheLatestStateIsFoundOnce() {
		this.pipeline.create("{'name':'a'}", ",'spec':{'quantity':2}");
		this.orders.calls.clear();
		HookedPipeline.refused(() -> this.pipeline.patch("{'spec':{'quantity':101}}"));
		assertThat(this.orders.calls).containsExactly("default", "prepare 2 to 101", "validate 2 to 101",
				"validate 101");
	}

	@Test
	void generatedNameIsValidatedAgainAndDefaultedOnce() {
		this.orders.whileValidating = () -> {
			this.orders.whileValidating = () -> {
			};
			String name = this.orders.calls.get(1).substring("prepare ".length());
			this.pipeline.create("{'name':'" + name + "'}", ",'spec':{'quantity':9}");
		};
		this.pipeline.create("{'generateName':'a-'}", ",'spec':{'quantity':2}");
		assertThat(this.orders.calls).filteredOn((call) -> call.equals("validate 2")).hasSize(2);
		assertThat(this.orders.calls).filteredOn("default"::equals).hasSize(2);
	}

	@Test
	void dryRunCallsAllHooksAndStoresNothing() {
		ObjectNode object = HookedPipeline.order("{'name':'a'}", ",'spec':{}");
		WriteResult result = this.pipeline.dryRun(new Mutation.Create(object), "");
		assertThat(result.object().tree().path("spec").path("quantity").asInt()).isEqualTo(1);
		assertThat(this.orders.calls).containsExactly("default", "prepare a", "validate 1");
		assertThat(this.pipeline.objects.readLatest("ns/a")).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"'spec':5 | number into Go struct field Order.spec of type v1.Spec",
			"'spec':{'product':5} | number into Go struct field Spec.spec.product of type string",
			"'spec':{'product':true} | bool into Go struct field Spec.spec.product of type string",
			"'spec':{'quantity':'5'} | string into Go struct field Spec.spec.quantity of type int32",
			"'spec':{'quantity':1.5} | number 1.5 into Go struct field Spec.spec.quantity of type int32",
			"'spec':{'quantity':5000000000} | number 5000000000 into Go struct field Spec.spec.quantity of type int32",
			"'spec':{'lines':'x'} | string into Go struct field Spec.spec.lines of type []v1.Line",
			"'spec':{'lines':[{'text':'x'},'y']} | string into Go struct field Spec.spec.lines of type v1.Line",
			"'spec':{'lines':[{'text':{}}]} | object into Go struct field Line.spec.lines.text of type string" })
	void malformedObjectIsShownToNobody(String rest, String problem) {
		Status created = HookedPipeline.refused(() -> this.pipeline.create("{'name':'a'}", "," + rest)).status();
		assertThat(created.code()).isEqualTo(400);
		assertThat(created.message())
			.isEqualTo("Order in version \"v1\" cannot be handled as a Order: json: cannot unmarshal " + problem);
		assertThat(this.orders.calls).isEmpty();
	}

	@Test
	void patchThatMakesAMalformedObjectIsShownToNobody() {
		this.pipeline.create("{'name':'a'}", ",'spec':{}");
		this.orders.calls.clear();
		Status patched = HookedPipeline.refused(() -> this.pipeline.patch("{'spec':{'product':5}}")).status();
		assertThat(patched.code()).isEqualTo(422);
		assertThat(patched.message()).startsWith(" \"\" is invalid: patch: Invalid value: \"{")
			.endsWith("}\": json: cannot unmarshal number into Go struct field Spec.spec.product of type string");
		assertThat(this.orders.calls).isEmpty();
	}

	@Test
	void objectOfAnotherKindIsShownToNobody() {
		ObjectNode object = HookedPipeline.order("{'name':'a'}", ",'spec':[]");
		object.put("kind", "Parcel");
		assertThat(
				HookedPipeline.refused(() -> this.pipeline.execute(new Mutation.Create(object), "", Part.OBJECT, null))
					.status()
					.message())
			.isEqualTo("Parcel.shop.example.com \"a\" is invalid: kind: Invalid value: \"Parcel\": must be Order");
		assertThat(this.orders.calls).isEmpty();
	}

	@Test
	void storedObjectThatDoesNotFitAnyMoreCanBeReplaced() {
		this.pipeline.create("{'name':'a'}", ",'spec':{}");
		this.pipeline.overwrite("{'name':'a','namespace':'ns','uid':'u'}", ",'spec':{'product':5}");
		this.orders.calls.clear();
		String revision = String.valueOf(this.pipeline.objects.readLatest("ns/a").revision());
		ObjectNode updated = this.pipeline.update("{'name':'a','resourceVersion':'" + revision + "'}",
				",'spec':{'product':'tea'}");
		assertThat(updated.path("spec")).isEqualTo(HookedPipeline.json("{'product':'tea','quantity':1}"));
		assertThat(this.orders.calls).containsExactly("default", "validate 1");
	}

	@Test
	void storedObjectGetsDefaultsItWasStoredWithout() {
		ObjectNode stored = HookedPipeline.order("{'name':'a'}", ",'spec':{'color':'red'}");
		assertThat(this.pipeline.definition.hooks().completeStored(stored).path("spec"))
			.isEqualTo(HookedPipeline.json("{'color':'red','quantity':1}"));
		ObjectNode unfit = HookedPipeline.order("{'name':'a'}", ",'spec':{'product':5}");
		assertThat(this.pipeline.definition.hooks().completeStored(unfit)).isSameAs(unfit);
	}

	@Test
	void exceptionsOfHooksPassAsTheyAre() {
		this.orders.whileValidating = () -> {
			throw new IllegalStateException("a defect");
		};
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.pipeline.create("{'name':'a'}", ",'spec':{}"))
			.withMessage("a defect");
		this.orders.whileValidating = () -> {
			throw ApiStatusException.tooManyRequests("later", 3);
		};
		assertThat(HookedPipeline.refused(() -> this.pipeline.create("{'name':'a'}", ",'spec':{}")).status().code())
			.isEqualTo(429);
	}

	@Test
	void errorsThatReactorWouldLetPassBecomeExceptions() {
		this.orders.whileValidating = () -> {
			throw new StackOverflowError();
		};
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.pipeline.create("{'name':'a'}", ",'spec':{}"))
			.withMessageContaining("HookedOrders failed");
	}

	@Test
	void hooksMayAskWhoSends() {
		HookedPipeline asking = new HookedPipeline(new AskingOrders());
		assertThat(HookedPipeline.refused(() -> asking.create("{'name':'a'}", ",'spec':{}")).status().message())
			.isEqualTo("Order.shop.example.com \"a\" is invalid: spec: Forbidden: not for system:anonymous");
	}

	@Test
	void malformedMetadataOfAHookIsADefect() {
		HookedPipeline broken = new HookedPipeline(new BrokenOrders());
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> broken.create("{'name':'a'}", ""))
			.withMessageContaining("orders.shop.example.com made malformed metadata: json: cannot unmarshal array into"
					+ " Go struct field ObjectMeta.labels of type map[string]string");
	}

	@Test
	void resourceWithoutHooksHasNone() {
		HookedPipeline plain = new HookedPipeline(new PlainOrders());
		assertThat(plain.definition.hooks().isEmpty()).isTrue();
		assertThat(plain.create("{'name':'a'}", ",'spec':{'product':5}").path("spec"))
			.isEqualTo(HookedPipeline.json("{'product':5}"));
	}

	@Test
	void outcomeOfAnUpdateIsNoCreation() {
		this.pipeline.create("{'name':'a'}", ",'spec':{}");
		assertThat(this.pipeline.execute(new Mutation.MergePatched(HookedPipeline.json("{}")), "a", Part.OBJECT, null)
			.outcome()).isEqualTo(Outcome.UPDATED);
	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class PlainOrders implements StoredResource<HookedOrders.Order> {

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class AskingOrders implements StoredResource<HookedOrders.Order>, ObjectValidator<HookedOrders.Order> {

		@Override
		public void validate(HookedOrders.Order object, FieldErrors errors) {
			throw new IllegalStateException("the context was left out");
		}

		@Override
		public void validate(HookedOrders.Order object, FieldErrors errors, RequestContext context) {
			errors.forbidden("spec", "not for " + context.user().name());
		}

	}

	@ApiResource(group = "shop.example.com", version = "v1", kind = "Order")
	static class BrokenOrders implements StoredResource<LooseOrder>, Defaulter<LooseOrder> {

		@Override
		public void setDefaults(LooseOrder object) {
			object.metadata.labels = List.of(5);
		}

	}

}
