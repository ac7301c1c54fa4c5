package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.registry.StoredObjects;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ScaleSubresource;
import io.kubespring.apiserver.resource.StatusSubresource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.storage.Change;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import io.kubespring.apiserver.watchcache.WatchCache;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import io.kubespring.apiserver.write.WriteRequest.Part;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ScaleTests {

	private static final String SCALE = "'apiVersion':'autoscaling/v1','kind':'Scale'";

	private final MemoryStore store = new MemoryStore(Clock.systemUTC(), MemoryStoreSettings.DEFAULTS);

	private final ResourceDefinition definition = new ResourceDefinitionFactory(List.of()).create(new Things());

	private final ScaleView view = new ScaleView(this.definition.scale());

	private final WatchCache cache = new WatchCache(this.store, this.definition.storagePrefix(),
			WatchCacheSettings.DEFAULTS, VirtualTimeScheduler.create());

	private final WritePipeline pipeline = new WritePipeline(this.definition,
			new StoredObjects(this.store, this.cache, this.definition.storagePrefix()), NamespaceLookup.ANY,
			Clock.systemUTC(), RandomGenerator.getDefault());

	private EncodedObject created;

	@BeforeEach
	void create() {
		this.cache.start();
		this.created = this.pipeline
			.execute(new WriteRequest(new ObjectKey("ns", ""), Part.OBJECT,
					new Mutation.Create(
							tree("{'apiVersion':'demo.example.com/v1','kind':'Thing','metadata':{'name':'a'},"
									+ "'spec':{'replicas':2}}")),
					false), new TestRequestContext())
			.object();
	}

	@Test
	void scaleShowsItsMembersInTheReferencesOrder() {
		merge(Part.STATUS, "{'status':{'replicas':1,'selector':'a=b,c in (d)'}}");
		EncodedObject object = merge(Part.OBJECT, "{}");
		assertThat(this.view.show(object.tree()).toString().replace('"', '\'')).isEqualTo(
				"{'kind':'Scale'," + "'apiVersion':'autoscaling/v1','metadata':{'name':'a','namespace':'ns','uid':'"
						+ object.uid() + "','resourceVersion':'" + object.revision() + "','creationTimestamp':'"
						+ object.tree().path("metadata").path("creationTimestamp").asString()
						+ "'},'spec':{'replicas':2},'status':{'replicas':1,'selector':'a=b,c in (d)'}}");
	}

	@Test
	void scaleOfAnObjectThatSaysNothingOfReplicasIsAnError() {
		EncodedObject silent = merge(Part.OBJECT, "{'spec':{'replicas':null}}");
		assertThat(refused(() -> this.view.show(silent.tree())).message())
			.isEqualTo("Internal error occurred: the spec replicas field \".spec.replicas\" does not exist");
		assertThat(refused(() -> patch("{'status':{'replicas':3}}")).message())
			.isEqualTo("the spec replicas field \".spec.replicas\" cannot be empty");
		assertThat(replicas(patch("{'spec':{'replicas':3}}"))).isEqualTo(3);
	}

	@Test
	void patchThatTakesTheReplicasAwayMeansNone() {
		EncodedObject none = patch("{'spec':{'replicas':null}}");
		assertThat(none.tree().path("spec").toString()).isEqualTo("{\"replicas\":0}");
		assertThat(this.view.show(none.tree()).path("spec").toString()).isEqualTo("{}");
	}

	@Test
	void onlyReplicasOfAScaleCount() {
		EncodedObject scaled = put("{" + SCALE + ",'metadata':{'name':'a','labels':{'x':'y'},'finalizers':['x/y']},"
				+ "'spec':{'replicas':5},'status':{'replicas':9}}");
		assertThat(scaled.labels()).isEmpty();
		assertThat(scaled.tree().path("metadata").has("finalizers")).isFalse();
		assertThat(scaled.tree().has("status")).isFalse();
		assertThat(scaled.tree().path("metadata").path("generation").asInt()).isEqualTo(2);
		assertThat(replicas(scaled)).isEqualTo(5);
	}

	@Test
	void resourceVersionOfAScaleIsCheckedIfThereIsOne() {
		assertThat(replicas(put("{" + SCALE + ",'metadata':{'name':'a','resourceVersion':'" + this.created.revision()
				+ "'},'spec':{'replicas':3}}")))
			.isEqualTo(3);
		Status stale = refused(
				() -> put("{" + SCALE + ",'metadata':{'name':'a','resourceVersion':'1'},'spec':{'replicas':4}}"));
		assertThat(stale.message())
			.isEqualTo("Operation cannot be fulfilled on things.demo.example.com \"a\": the object"
					+ " has been modified; please apply your changes to the latest version and try again");
		assertThat(replicas(patch("{'metadata':{'resourceVersion':null},'spec':{'replicas':4}}"))).isEqualTo(4);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{'name':'t'}|the name of the object (t) does not match the name on the URL (a)
					{}|the name of the object (a based on URL) was undeterminable: name must be provided
					{'name':'a','namespace':'o'}|the namespace of the provided object does not match the namespace sent on the request
					""")
	void scaleOfAnotherObjectIsRefused(String metadata, String message) {
		assertThat(refused(() -> put("{" + SCALE + ",'metadata':" + metadata + ",'spec':{'replicas':3}}")).message())
			.isEqualTo(message);
	}

	@Test
	void uidOfAScaleCountsInAnUpdateAndNotInAPatch() {
		assertThat(
				refused(() -> put("{" + SCALE + ",'metadata':{'name':'a','uid':'x'},'spec':{'replicas':3}}")).message())
			.isEqualTo("Operation cannot be fulfilled on things.demo.example.com \"a\": StorageError: invalid object,"
					+ " Code: 4, Key: /registry/demo.example.com/things/ns/a, ResourceVersion: 0, AdditionalErrorMsg:"
					+ " Precondition failed: UID in precondition: x, UID in object meta: " + this.created.uid());
		assertThat(replicas(patch("{'metadata':{'uid':'x'},'spec':{'replicas':3}}"))).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{'spec':{'replicas':'x'}}|json: cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32
					{'spec':{'replicas':1.5}}|json: cannot unmarshal number 1.5 into Go struct field ScaleSpec.spec.replicas of type int32
					{'spec':{'replicas':3000000000}}|json: cannot unmarshal number 3000000000 into Go struct field ScaleSpec.spec.replicas of type int32
					{'spec':'x'}|json: cannot unmarshal string into Go struct field Scale.spec of type v1.ScaleSpec
					{'status':{'selector':5}}|json: cannot unmarshal number into Go struct field ScaleStatus.status.selector of type string
					{'apiVersion':'demo.example.com/v1'}|no kind "Scale" is registered for version "demo.example.com/v1" in scheme "pkg/runtime/scheme.go:111"
					{'kind':'Foo'}|no kind "Foo" is registered for version "autoscaling/v1" in scheme "pkg/runtime/scheme.go:111"
					""")
	void documentThatIsNoScaleIsRefused(String document, String problem) {
		assertThat(refused(() -> ScaleView.read(tree(document))).message())
			.isEqualTo("Scale in version \"v1\" cannot be handled as a Scale: " + problem);
		Status patched = refused(() -> patch(document));
		assertThat(patched.code()).isEqualTo(422);
		assertThat(patched.message()).startsWith(" \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":")
			.endsWith("}\": " + problem);
	}

	@Test
	void scaleMayLeaveOutWhatItIs() {
		assertThat(ScaleView.read(tree("{'spec':{'replicas':3}}")).path("spec").path("replicas").asInt()).isEqualTo(3);
		assertThat(ScaleView.read(TreeCodec.SHARED.readTree("null".getBytes(StandardCharsets.UTF_8))).toString())
			.isEqualTo("{\"metadata\":{}}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{'spec':{'replicas':-1}}|.spec.replicas: Invalid value: -1: should be a non-negative integer
					{'spec':{'replicas':2147483648}}|.spec.replicas: Invalid value: 2147483648: should be less than or equal to 2147483647
					{'spec':{'replicas':'x'}}|.spec.replicas: Invalid value: 0: .spec.replicas accessor error: x is of the type string, expected int64
					{'spec':{'replicas':1.5}}|.spec.replicas: Invalid value: 0: .spec.replicas accessor error: 1.5 is of the type float64, expected int64
					{'spec':{'replicas':{'b':[1,true],'a':{}}}}|.spec.replicas: Invalid value: 0: .spec.replicas accessor error: map[a:map[] b:[1 true]] is of the type map[string]interface {}, expected int64
					{'spec':'x'}|.spec.replicas: Invalid value: 0: .spec.replicas accessor error: x is of the type string, expected map[string]interface{}
					""")
	void objectThatCannotBeShownAsAScaleIsInvalid(String patch, String problem) {
		Status status = refused(() -> merge(Part.OBJECT, patch));
		assertThat(status.code()).isEqualTo(422);
		assertThat(status.message()).isEqualTo("Thing.demo.example.com \"a\" is invalid: " + problem);
		assertThat(status.details().causes()).hasSize(1);
	}

	@Test
	void statusIsJudgedAlone() {
		assertThat(refused(() -> merge(Part.STATUS, "{'status':'x'}")).message())
			.isEqualTo("Thing.demo.example.com \"a\" is invalid: [.status.replicas: Invalid value: 0: .status.replicas"
					+ " accessor error: x is of the type string, expected map[string]interface{}, .status.selector: Invalid"
					+ " value: \"\": .status.selector accessor error: x is of the type string, expected"
					+ " map[string]interface{}]");
		EncodedObject kept = merge(Part.STATUS, "{'status':{'phase':'x'},'spec':{'replicas':-5}}");
		assertThat(replicas(kept)).isEqualTo(2);
	}

	@Test
	void statusOfAnObjectFromBeforeTheSubresourceCanBeWritten() {
		ObjectNode old = this.created.tree();
		((ObjectNode) old.path("spec")).put("replicas", -5);
		this.store
			.append(new Change(this.definition.storagePrefix() + "ns/a", this.created.revision(),
					TreeCodec.SHARED.writeStored(old)))
			.block();
		assertThat(merge(Part.STATUS, "{'status':{'phase':'x'}}").tree().path("status").path("phase").asString())
			.isEqualTo("x");
		assertThat(refused(() -> merge(Part.OBJECT, "{'metadata':{'labels':{'x':'y'}}}")).message())
			.endsWith(".spec.replicas: Invalid value: -5: should be a non-negative integer");
	}

	@Test
	void statusThatIsNullStaysNullAndAbsentOneGoes() {
		EncodedObject some = merge(Part.STATUS, "{'status':{'phase':'x'}}");
		EncodedObject nothing = replaceStatus(some, ",'status':null");
		assertThat(nothing.tree().get("status").isNull()).isTrue();
		assertThat(replaceStatus(nothing, "").tree().has("status")).isFalse();
	}

	private EncodedObject replaceStatus(EncodedObject current, String status) {
		return execute(Part.STATUS,
				new Mutation.Replace(tree(
						"{'apiVersion':'demo.example.com/v1','kind':'Thing','metadata':{'name':'a','resourceVersion':'"
								+ current.revision() + "'}" + status + "}")));
	}

	private static long replicas(EncodedObject object) {
		return object.tree().path("spec").path("replicas").asLong(-1);
	}

	private EncodedObject patch(String patch) {
		return execute(Part.OBJECT, new Mutation.Scaled(this.view, new Mutation.MergePatched(tree(patch))));
	}

	private EncodedObject put(String scale) {
		return execute(Part.OBJECT, new Mutation.Scaled(this.view, new Mutation.Replace(tree(scale))));
	}

	private EncodedObject merge(Part part, String patch) {
		return execute(part, new Mutation.MergePatched(tree(patch)));
	}

	private EncodedObject execute(Part part, Mutation mutation) {
		return this.pipeline
			.execute(new WriteRequest(new ObjectKey("ns", "a"), part, mutation, false), new TestRequestContext())
			.object();
	}

	private static Status refused(Runnable call) {
		return catchThrowableOfType(ApiStatusException.class, call::run).status();
	}

	private static ObjectNode tree(String text) {
		return TreeCodec.SHARED.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

	static class Thing extends ApiObject<V1ObjectMeta, V1ObjectMeta> {

	}

	@ApiResource(group = "demo.example.com", version = "v1")
	@StatusSubresource
	@ScaleSubresource(labelSelectorPath = ".status.selector")
	static class Things implements StoredResource<Thing> {

	}

}
