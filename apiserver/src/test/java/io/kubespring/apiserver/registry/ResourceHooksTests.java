package io.kubespring.apiserver.registry;

import java.util.ArrayList;
import java.util.List;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubespring.apiserver.admission.AdmissionAttributes;
import io.kubespring.apiserver.admission.AdmissionPlugin;
import io.kubespring.apiserver.admission.MutatingAdmission;
import io.kubespring.apiserver.admission.Operation;
import io.kubespring.apiserver.admission.ValidatingAdmission;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.strategy.Defaulter;
import io.kubespring.apiserver.strategy.ObjectValidator;
import io.kubespring.apiserver.strategy.WriteStrategy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which hooks belong to which resource, found at start.
 */
class ResourceHooksTests {

	private static final List<Object> BEANS = List.of(new Maps(), new Secrets(), new Parcels());

	@Test
	void resourceWithoutHooksCostsNothing() {
		assertThat(create(List.of()).get(0).hooks()).isSameAs(ResourceHooks.NONE);
	}

	@Test
	void typeArgumentSelectsTheResources() {
		assertThat(served(AdmissionPlugin.of(new MapsOnly()))).containsExactly("configmaps");
		assertThat(served(AdmissionPlugin.of(new Everything()))).containsExactly("configmaps", "secrets", "parcels");
		assertThat(served(AdmissionPlugin.of(new AnyParcel()))).containsExactly("parcels");
	}

	@Test
	void rolesAreApart() {
		AdmissionPlugin mutating = AdmissionPlugin.of((MutatingAdmission<?>) new Both());
		AdmissionPlugin validating = AdmissionPlugin.of((ValidatingAdmission<?>) new Both());
		assertThat(served(mutating)).containsExactly("configmaps");
		assertThat(served(validating)).containsExactly("secrets");
	}

	@Test
	void lambdaIsOfTheTypeThatItsMethodDeclares() {
		ValidatingAdmission<V1Secret> lambda = (attributes) -> {
		};
		assertThat(served(new AdmissionPlugin(ValidatingAdmission.class, lambda,
				ResolvableType.forClassWithGenerics(ValidatingAdmission.class, V1Secret.class))))
			.containsExactly("secrets");
	}

	@Test
	void operationsThatNobodyHandlesAreNotLookedAt() {
		ResourceHooks hooks = create(List.of(AdmissionPlugin.of(new MapsOnly()))).get(0).hooks();
		assertThat(hooks.admission().handles(Operation.CREATE)).isTrue();
		assertThat(hooks.admission().handles(Operation.DELETE)).isFalse();
	}

	@Test
	void admissionWithoutTypeIsRefused() {
		ValidatingAdmission<V1Secret> lambda = (attributes) -> {
		};
		assertThatExceptionOfType(InvalidResourceException.class)
			.isThrownBy(() -> create(List.of(AdmissionPlugin.of(lambda))))
			.withMessageEndingWith(": the type argument of ValidatingAdmission is missing")
			.satisfies((ex) -> assertThat(ex.action())
				.isEqualTo("Name the Java type of the objects: ValidatingAdmission<YourType>, or"
						+ " ValidatingAdmission<KubernetesObject> for all."));
	}

	@Test
	void admissionOfWhatIsNotServedIsRefused() {
		assertThatExceptionOfType(InvalidResourceException.class)
			.isThrownBy(() -> new ResourceDefinitionFactory(List.of(), List.of(AdmissionPlugin.of(new AnyParcel())))
				.createAll(List.of(new Maps())))
			.withMessage(AnyParcel.class.getName() + ": it takes part in the admission of objects that no resource has")
			.satisfies((ex) -> assertThat(ex.beanType()).isEqualTo(AnyParcel.class));
	}

	@Test
	void hookOfOtherObjectsIsRefused() {
		assertThatExceptionOfType(InvalidResourceException.class)
			.isThrownBy(() -> new ResourceDefinitionFactory(List.of()).create(new WrongDefaults()))
			.withMessage(WrongDefaults.class.getName() + ": its Defaulter is of " + V1Secret.class.getName()
					+ ", its objects are of " + V1ConfigMap.class.getName())
			.satisfies(
					(ex) -> assertThat(ex.action()).isEqualTo("Name the type of the objects: Defaulter<V1ConfigMap>."));
	}

	@Test
	void hookOfASupertypeIsTaken() {
		ResourceHooks hooks = new ResourceDefinitionFactory(List.of()).create(new GeneralParcels()).hooks();
		assertThat(hooks.isEmpty()).isFalse();
		assertThat(hooks.hasDefaults()).isFalse();
	}

	@Test
	void strategyOfABeanThatWritesItselfIsRefused() {
		assertThatExceptionOfType(InvalidResourceException.class)
			.isThrownBy(() -> new ResourceDefinitionFactory(List.of()).create(new OwnWriter()))
			.withMessage(OwnWriter.class.getName()
					+ ": it is a WriteStrategy and not a StoredResource, so it writes its objects itself");
	}

	private static List<ResourceDefinition> create(List<AdmissionPlugin> plugins) {
		return new ResourceDefinitionFactory(List.of(), plugins).createAll(BEANS);
	}

	private static List<String> served(AdmissionPlugin plugin) {
		List<String> served = new ArrayList<>();
		for (ResourceDefinition definition : create(List.of(plugin))) {
			if (!definition.hooks().admission().isEmpty()) {
				served.add(definition.resource().resource());
			}
		}
		return served;
	}

	@ApiResource(group = "shop.example.com", version = "v1", kind = "ConfigMap")
	static class Maps implements StoredResource<V1ConfigMap> {

	}

	@ApiResource(group = "shop.example.com", version = "v1", kind = "Secret")
	static class Secrets implements StoredResource<V1Secret> {

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class Parcels implements StoredResource<Parcel> {

	}

	static class Parcel extends ApiObject<String, String> {

	}

	static class MapsOnly implements MutatingAdmission<V1ConfigMap> {

		@Override
		public void admit(AdmissionAttributes<V1ConfigMap> attributes) {
		}

		@Override
		public boolean handles(Operation operation) {
			return operation != Operation.DELETE;
		}

	}

	static class Everything implements ValidatingAdmission<KubernetesObject> {

		@Override
		public void validate(AdmissionAttributes<KubernetesObject> attributes) {
		}

	}

	static class AnyParcel implements ValidatingAdmission<ApiObject<String, String>> {

		@Override
		public void validate(AdmissionAttributes<ApiObject<String, String>> attributes) {
		}

	}

	static class Both implements MutatingAdmission<V1ConfigMap>, ValidatingAdmission<V1Secret> {

		@Override
		public void admit(AdmissionAttributes<V1ConfigMap> attributes) {
		}

		@Override
		public void validate(AdmissionAttributes<V1Secret> attributes) {
		}

		@Override
		public boolean handles(Operation operation) {
			return true;
		}

	}

	@ApiResource(group = "shop.example.com", version = "v1", kind = "ConfigMap")
	static class WrongDefaults implements StoredResource<V1ConfigMap>, Defaulter<V1Secret> {

		@Override
		public void setDefaults(V1Secret object) {
		}

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	static class GeneralParcels implements StoredResource<Parcel>, ObjectValidator<ApiObject<String, String>> {

		@Override
		public void validate(ApiObject<String, String> object, FieldErrors errors) {
		}

	}

	@ApiResource(group = "shop.example.com", version = "v1", kind = "ConfigMap")
	static class OwnWriter implements Getter<V1ConfigMap>, WriteStrategy {

		@Override
		public @Nullable V1ConfigMap get(String name, RequestContext context) {
			return null;
		}

	}

}
