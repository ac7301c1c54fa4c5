package io.kubespring.apiserver.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.admission.AdmissionAttributes;
import io.kubespring.apiserver.admission.MutatingAdmission;
import io.kubespring.apiserver.admission.Operation;
import io.kubespring.apiserver.admission.ValidatingAdmission;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusDetails;
import io.kubespring.apiserver.write.HookedOrders.Order;
import io.kubespring.apiserver.write.WriteRequest.Part;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Beans that take part in admission, in the write path.
 */
class AdmissionTests {

	private final List<String> calls = new ArrayList<>();

	private final HookedOrders orders = new HookedOrders() {

		@Override
		public void setDefaults(Order order) {
			super.setDefaults(order);
			AdmissionTests.this.calls.add("default");
		}

		@Override
		public void validateUpdate(Order order, Order old, FieldErrors errors) {
			super.validateUpdate(order, old, errors);
			AdmissionTests.this.calls.add("validateUpdate");
		}

		@Override
		public void validate(Order order, FieldErrors errors) {
			super.validate(order, errors);
			AdmissionTests.this.calls.add("validate");
		}

	};

	private final Recording recording = new Recording();

	private final Watching watching = new Watching();

	private final HookedPipeline pipeline = new HookedPipeline(new CountingNamespaces(), this.orders, this.recording,
			this.watching);

	@Test
	void creationIsAdmittedInTheReferencesOrder() {
		this.pipeline.create("{'generateName':'a-'}", ",'spec':{}");
		assertThat(this.calls).containsExactly("default", "namespace", "admit CREATE ns/ 1 of null", "validate",
				"check CREATE ns/a-12345 1 of null");
	}

	@Test
	void changeIsAdmittedInTheReferencesOrder() {
		this.pipeline.create("{'name':'a'}", ",'spec':{'quantity':2}");
		this.calls.clear();
		this.pipeline.patch("{'spec':{'quantity':3}}");
		assertThat(this.calls).containsExactly("default", "admit UPDATE ns/a 3 of 2", "validate", "validateUpdate",
				"check UPDATE ns/a 3 of 2");
	}

	@Test
	void subresourcesAreAdmittedAsTheObjectThatTheyAreOf() {
		this.pipeline.create("{'name':'a'}", ",'spec':{'quantity':2}");
		this.calls.clear();
		this.pipeline.patch("{'status':{'phase':'Packed'}}", Part.STATUS);
		this.pipeline.scale("{'spec':{'replicas':4}}");
		assertThat(this.calls).filteredOn((call) -> call.contains(" "))
			.containsExactly("admit UPDATE ns/a/status 2 of 2", "check UPDATE ns/a/status 2 of 2",
					"admit UPDATE ns/a/scale 4 of 2", "check UPDATE ns/a/scale 4 of 2");
	}

	@Test
	void deletionShowsTheOldObjectOnly() {
		this.pipeline.create("{'name':'a'}", ",'spec':{'quantity':2}");
		this.calls.clear();
		this.pipeline.delete("a");
		assertThat(this.calls).containsExactly("admit DELETE ns/a null of 2", "check DELETE ns/a null of 2");
		assertThat(this.pipeline.objects.readLatest("ns/a")).isNull();
	}

	@Test
	void whatMutatingAdmissionChangesIsStoredWithWhatTheTypeDoesNotKnow() {
		this.recording.then = (attributes) -> {
			attributes.object().setSpec(attributes.object().getSpec().withProduct("tea"));
			attributes.object().getMetadata().putLabelsItem("by", "admission");
		};
		ObjectNode created = this.pipeline.create("{'name':'a'}", ",'spec':{'color':'red'}");
		assertThat(created.path("spec")).isEqualTo(HookedPipeline.json("{'color':'red','quantity':1,'product':'tea'}"));
		assertThat(created.at("/metadata/labels/by").asString()).isEqualTo("admission");
		assertThat(this.watching.seen).isEqualTo("tea");
	}

	@Test
	void whatValidatingAdmissionChangesHasNoEffect() {
		this.watching.then = (attributes) -> attributes.object().setSpec(null);
		assertThat(this.pipeline.create("{'name':'a'}", ",'spec':{'color':'red'}").path("spec"))
			.isEqualTo(HookedPipeline.json("{'color':'red','quantity':1}"));
	}

	@Test
	void nameFromMutatingAdmissionIsNotGenerated() {
		this.recording.then = (attributes) -> attributes.object().getMetadata().setName("given");
		assertThat(this.pipeline.create("{'generateName':'a-'}", ",'spec':{}").at("/metadata/name").asString())
			.isEqualTo("given");
	}

	@Test
	void nameOfAnObjectThatExistsCannotBeChanged() {
		this.pipeline.create("{'name':'a'}", ",'spec':{}");
		this.recording.then = (attributes) -> attributes.object().getMetadata().setName("b");
		assertThat(HookedPipeline.refused(() -> this.pipeline.patch("{'spec':{'quantity':3}}")).status().message())
			.isEqualTo("the name of the object (b) does not match the name on the URL (a)");
	}

	@Test
	void whatIsOursStaysOurs() {
		this.recording.then = (attributes) -> attributes.object()
			.getMetadata()
			.uid("mine")
			.generation(77L)
			.deletionGracePeriodSeconds(3L);
		ObjectNode created = this.pipeline.create("{'name':'a'}", ",'spec':{}");
		assertThat(created.at("/metadata/uid").asString()).hasSize(36);
		assertThat(created.at("/metadata/generation").asInt()).isEqualTo(1);
		assertThat(created.path("metadata").has("deletionGracePeriodSeconds")).isFalse();
	}

	@Test
	void clientsSystemFieldsAreNotShown() {
		List<String> uids = new ArrayList<>();
		this.recording.then = (attributes) -> uids.add(String.valueOf(attributes.object().getMetadata().getUid()));
		this.pipeline.create("{'name':'a','uid':'x'}", ",'spec':{}");
		assertThat(uids).containsExactly("null");
	}

	@Test
	void refusalNamesTheObject() {
		this.watching.then = (attributes) -> {
			throw attributes.forbidden("not today");
		};
		Status status = HookedPipeline.refused(() -> this.pipeline.create("{'name':'a'}", ",'spec':{}")).status();
		assertThat(status.code()).isEqualTo(403);
		assertThat(status.reason()).isEqualTo("Forbidden");
		assertThat(status.message()).isEqualTo("orders.shop.example.com \"a\" is forbidden: not today");
		assertThat(status.details()).isEqualTo(new StatusDetails("a", "shop.example.com", "orders", "", List.of(), 0));
		assertThat(this.pipeline.objects.readLatest("ns/a")).isNull();
	}

	@Test
	void refusalWithoutNameIsCompleted() {
		this.recording.then = (attributes) -> {
			throw ApiStatusException.forbidden("only clerks may");
		};
		assertThat(HookedPipeline.refused(() -> this.pipeline.create("{'name':'a'}", ",'spec':{}")).status().message())
			.isEqualTo("orders.shop.example.com \"a\" is forbidden: only clerks may");
		assertThat(HookedPipeline.refused(() -> this.pipeline.create("{'generateName':'a-'}", ",'spec':{}"))
			.status()
			.message()).isEqualTo("orders.shop.example.com \"a-\" is forbidden: only clerks may");
		assertThat(HookedPipeline.refused(() -> this.pipeline.create("{}", ",'spec':{}")).status().message())
			.isEqualTo("orders.shop.example.com \"Unknown\" is forbidden: only clerks may");
	}

	@Test
	void otherRefusalsPassAsTheyAre() {
		this.recording.then = (attributes) -> {
			throw ApiStatusException.forbidden(attributes.resource().groupResource(), attributes.name(), "banned");
		};
		assertThat(HookedPipeline.refused(() -> this.pipeline.create("{'generateName':'a-'}", ",'spec':{}"))
			.status()
			.message()).isEqualTo("orders.shop.example.com is forbidden: banned");
		this.recording.then = (attributes) -> {
			throw ApiStatusException.conflict(attributes.resource().groupResource(), attributes.name(), "taken");
		};
		assertThat(HookedPipeline.refused(() -> this.pipeline.create("{'name':'a'}", ",'spec':{}")).status().code())
			.isEqualTo(409);
	}

	@Test
	void defectOfABeanIsNoRefusal() {
		this.recording.then = (attributes) -> {
			throw new NoClassDefFoundError("x");
		};
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.pipeline.create("{'name':'a'}", ",'spec':{}"))
			.withMessageContaining("AdmissionTests$Recording failed: java.lang.NoClassDefFoundError: x");
	}

	@Test
	void deletionThatIsRefusedDeletesNothing() {
		this.pipeline.create("{'name':'a'}", ",'spec':{}");
		this.watching.then = (attributes) -> {
			throw attributes.forbidden("kept");
		};
		assertThat(HookedPipeline.refused(() -> this.pipeline.delete("a")).status().message())
			.isEqualTo("orders.shop.example.com \"a\" is forbidden: kept");
		assertThat(this.pipeline.objects.readLatest("ns/a")).isNotNull();
	}

	@Test
	void invalidObjectIsNotPutToValidatingAdmission() {
		HookedPipeline.refused(() -> this.pipeline.create("{'name':'a'}", ",'spec':{'quantity':101}"));
		assertThat(this.calls).containsExactly("default", "namespace", "admit CREATE ns/a 101 of null", "validate");
	}

	@Test
	void missingNamespaceIsFoundBeforeOtherAdmission() {
		HookedPipeline missing = new HookedPipeline(new NamespaceLookup() {

			@Override
			public boolean isSynced() {
				return true;
			}

			@Override
			public Phase phase(String namespace) {
				return Phase.MISSING;
			}

		}, this.orders, this.recording);
		assertThat(HookedPipeline.refused(() -> missing.create("{'name':'a'}", ",'spec':{}")).status().message())
			.isEqualTo("namespaces \"ns\" not found");
		assertThat(this.calls).containsExactly("default");
	}

	@Test
	void changeIsAdmittedAgainWhenSomebodyElseWasFaster() {
		this.pipeline.create("{'name':'a'}", ",'spec':{'quantity':2}");
		this.calls.clear();
		this.watching.then = (attributes) -> {
			this.watching.then = (later) -> {
			};
			this.pipeline.overwrite("{'name':'a','namespace':'ns','uid':'u'}", ",'spec':{'quantity':7}");
		};
		this.pipeline.patch("{'metadata':{'labels':{'x':'y'}}}");
		assertThat(this.calls).filteredOn((call) -> call.contains(" "))
			.containsExactly("admit UPDATE ns/a 2 of 2", "check UPDATE ns/a 2 of 2", "admit UPDATE ns/a 7 of 7",
					"check UPDATE ns/a 7 of 7");
	}

	@Test
	void generatedNameIsCheckedAgainAndMutatedOnce() {
		this.watching.then = (attributes) -> {
			this.watching.then = (later) -> {
			};
			this.pipeline.create("{'name':'" + attributes.name() + "'}", ",'spec':{'quantity':9}");
		};
		this.pipeline.create("{'generateName':'a-'}", ",'spec':{'quantity':2}");
		assertThat(this.calls).filteredOn((call) -> call.endsWith(" 2 of null"))
			.containsExactly("admit CREATE ns/ 2 of null", "check CREATE ns/a-12345 2 of null",
					"check CREATE ns/a-12345 2 of null");
	}

	@Test
	void attributesTellOfTheRequest() {
		List<Object> told = new ArrayList<>();
		this.recording.then = (attributes) -> told.addAll(List.of(attributes.kind(), attributes.resource(),
				attributes.user().name(), attributes.dryRun(), attributes.writeOptions()));
		this.pipeline.dryRun(new Mutation.Create(HookedPipeline.order("{'name':'a'}", ",'spec':{}")), "");
		assertThat(told.toString())
			.isEqualTo("[shop.example.com/v1, Kind=Order, GroupVersionResource[group=shop.example.com,"
					+ " version=v1, resource=orders], system:anonymous, true, WriteOptions[dryRun=true, fieldManager=test, fieldValidation=Ignore]]");
	}

	@Test
	void annotationsAndWarningsReachTheRequest() {
		this.recording.then = (attributes) -> {
			attributes.addAnnotation("orders.example.com/clerk", "x");
			attributes.addAnnotation("orders.example.com/clerk", "x");
			attributes.addWarning("sold out");
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> attributes.addAnnotation("clerk", "x"))
				.withMessage("'clerk' is not a domain and a name such as orders.example.com/clerk");
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> attributes.addAnnotation("orders.example.com/clerk", "y"))
				.withMessage("The annotation orders.example.com/clerk is 'x' already");
		};
		this.pipeline.create("{'name':'a'}", ",'spec':{}");
		assertThat(this.pipeline.context.annotations).isEqualTo(Map.of("orders.example.com/clerk", "x"));
		assertThat(this.pipeline.context.warnings).containsExactly("sold out");
	}

	@Test
	void beanOfAllKindsSeesEveryKind() {
		List<String> seen = new ArrayList<>();
		ValidatingAdmission<KubernetesObject> all = new ValidatingAdmission<>() {

			@Override
			public void validate(AdmissionAttributes<KubernetesObject> attributes) {
				seen.add(attributes.kind().kind() + " " + attributes.object().getMetadata().getName());
			}

			@Override
			public boolean handles(Operation operation) {
				return operation == Operation.CREATE;
			}

		};
		HookedPipeline plain = new HookedPipeline(new HookTests.PlainOrders(), all);
		plain.create("{'name':'a'}", ",'spec':{}");
		plain.delete("a");
		assertThat(seen).containsExactly("Order a");
	}

	@Test
	void storedObjectThatDoesNotFitIsAnErrorWhereItIsAskedFor() {
		this.pipeline.create("{'name':'a'}", ",'spec':{}");
		this.pipeline.overwrite("{'name':'a','namespace':'ns','uid':'u'}", ",'spec':{'product':5}");
		assertThat(HookedPipeline.refused(() -> this.pipeline.delete("a")).status().message())
			.isEqualTo("Internal error occurred: the stored object cannot be read as a Order any more");
	}

	private static String text(AdmissionAttributes<Order> attributes) {
		String name = attributes.name().replaceAll("-.....$", "-12345");
		return attributes.operation() + " " + attributes.namespace() + "/" + name
				+ (attributes.subresource().isEmpty() ? "" : "/" + attributes.subresource()) + " "
				+ quantity(attributes.object()) + " of " + quantity(attributes.oldObject());
	}

	private static Object quantity(Order order) {
		return (order != null) ? order.getSpec().quantity() : null;
	}

	/**
	 * What a test does in a bean.
	 */
	private interface Then {

		void run(AdmissionAttributes<Order> attributes);

	}

	private final class Recording implements MutatingAdmission<Order> {

		private Then then = (attributes) -> {
		};

		@Override
		public void admit(AdmissionAttributes<Order> attributes) {
			AdmissionTests.this.calls.add("admit " + text(attributes));
			this.then.run(attributes);
		}

	}

	private final class Watching implements ValidatingAdmission<Order> {

		private Then then = (attributes) -> {
		};

		private String seen = "";

		@Override
		public void validate(AdmissionAttributes<Order> attributes) {
			AdmissionTests.this.calls.add("check " + text(attributes));
			this.seen = (attributes.object() != null) ? String.valueOf(attributes.object().getSpec().product()) : "";
			this.then.run(attributes);
		}

	}

	private final class CountingNamespaces implements NamespaceLookup {

		@Override
		public boolean isSynced() {
			return true;
		}

		@Override
		public Phase phase(String namespace) {
			AdmissionTests.this.calls.add("namespace");
			return Phase.ACTIVE;
		}

	}

}
