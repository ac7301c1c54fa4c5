package io.kubespring.apiserver.registry;

import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiVersion;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.strategy.VersionConverter;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VersionDefinitionsTests {

	@Test
	void versionHasKindAndNamesOfTheHubAndColumnsOfItsOwn() {
		List<ResourceDefinition> all = define(new Tickets(), new Tickets.Old());
		ResourceDefinition hub = all.get(0);
		ResourceDefinition older = all.get(1);
		assertThat(all).hasSize(2);
		assertThat(older.kind()).hasToString("test.example.com/v1beta1, Kind=Ticket");
		assertThat(older.resource().resource()).isEqualTo(hub.resource().resource());
		assertThat(older.verbs()).isEqualTo(hub.verbs());
		assertThat(older.hasStatusSubresource()).isTrue();
		assertThat(older.table().columns()).extracting("name").containsExactly("Name", "Place");
		assertThat(hub.table().columns()).extracting("name").containsExactly("Name", "Seat");
		assertThat(older.storageVersionHash()).isEqualTo(hub.storageVersionHash());
		assertThat(older.storagePrefix()).isEqualTo(hub.storagePrefix());
		assertThat(older.versions().deprecationWarning()).isEqualTo("test.example.com/v1beta1 Ticket is deprecated");
		assertThat(hub.versions().deprecationWarning()).isNull();
	}

	@Test
	void discoveryHasTheStableVersionFirst() {
		List<RegisteredResource> resources = new ArrayList<>();
		define(new Tickets(), new Tickets.Old()).forEach((definition) -> resources
			.add(new RegisteredResource(definition, new DelegatingBackend(definition, Schedulers.immediate()))));
		assertThat(new ResourceRegistry(resources).groupVersions()).containsExactly(
				new GroupVersion("test.example.com", "v1"), new GroupVersion("test.example.com", "v1beta1"));
	}

	@Test
	void versionThatIsNotServedIsStillRead() {
		List<ResourceDefinition> all = define(new Tickets(), new Gone());
		assertThat(all).hasSize(1);
		assertThat(all.get(0).versions().others()).extracting((other) -> other.kind().version())
			.containsExactly("v1alpha1");
	}

	@Test
	void storageVersionDecidesTheHash() {
		List<ResourceDefinition> all = define(new StoredOlder(), new Older());
		assertThat(all.get(0).versions().storage()).isEqualTo("v1beta1");
		assertThat(all.get(0).storageVersionHash()).isEqualTo(all.get(1).storageVersionHash())
			.isNotEqualTo(define(new Tickets()).get(0).storageVersionHash());
	}

	@Test
	void whatCannotBeIsRefusedWithBeanValueAndFix() {
		refused(new Tickets.Old(),
				Tickets.Old.class.getName() + ": its resource " + Tickets.class.getName() + " is not served",
				new Other());
		refused(new Unannotated(),
				Unannotated.class.getName() + ": it is a VersionConverter without an @ApiVersion annotation",
				new Tickets());
		refused(new Older(), StoredNowhere.class.getName() + ": the storage version 'v7' is none of [v1]",
				new StoredNowhere());
		refused(new SameVersion(),
				SameVersion.class.getName() + ": the version 'v1' of " + Tickets.class.getName() + " is served twice",
				new Tickets());
		refused(new BadName(), BadName.class.getName() + ": the version 'V 1' is not a DNS label such as v1",
				new Tickets());
		refused(new OtherHub(), OtherHub.class.getName() + ": it converts to " + Thing.class.getName()
				+ ", but objects of " + Tickets.class.getName() + " are of " + Tickets.Ticket.class.getName(),
				new Tickets());
		assertThatExceptionOfType(InvalidResourceException.class)
			.isThrownBy(() -> define(new Tickets(), new NoConstructor()))
			.withMessageStartingWith(
					NoConstructor.class.getName() + ": no object of " + Sealed.class.getName() + " can be made: ")
			.satisfies((ex) -> assertThat(ex.action()).isEqualTo("Give the class a constructor without parameters."));
	}

	private static void refused(VersionConverter<?, ?> converter, String message, Object resource) {
		VersionConverter<?, ?>[] converters = (resource instanceof StoredNowhere) ? new VersionConverter<?, ?>[0]
				: new VersionConverter<?, ?>[] { converter };
		assertThatExceptionOfType(InvalidResourceException.class).isThrownBy(() -> define(resource, converters))
			.withMessage(message);
	}

	private static List<ResourceDefinition> define(Object resource, VersionConverter<?, ?>... converters) {
		return new ResourceDefinitionFactory(List.of(), List.of(converters), List.of()).createAll(List.of(resource));
	}

	static class Thing extends ApiObject<Void, Void> {

	}

	static class Sealed extends Thing {

		Sealed(String text) {
			getMetadata().setName(text);
		}

	}

	abstract static class Nothing<V extends ApiObject<?, ?>, H extends ApiObject<?, ?>>
			implements VersionConverter<V, H> {

		@Override
		public void toHub(V source, H hub) {
		}

		@Override
		public void fromHub(H hub, V target) {
		}

	}

	@ApiResource(group = "test.example.com", version = "v1")
	static class Other implements StoredResource<Thing> {

	}

	@ApiResource(group = "test.example.com", version = "v1", storageVersion = "v1beta1")
	static class StoredOlder implements StoredResource<Thing> {

	}

	@ApiResource(group = "test.example.com", version = "v1", storageVersion = "v7")
	static class StoredNowhere implements StoredResource<Thing> {

	}

	@ApiVersion(of = StoredOlder.class, version = "v1beta1")
	static class Older extends Nothing<Thing, Thing> {

	}

	@ApiVersion(of = Tickets.class, version = "v1alpha1", served = false)
	static class Gone extends Nothing<Thing, Tickets.Ticket> {

	}

	static class Unannotated extends Nothing<Thing, Tickets.Ticket> {

	}

	@ApiVersion(of = Tickets.class, version = "v1")
	static class SameVersion extends Nothing<Thing, Tickets.Ticket> {

	}

	@ApiVersion(of = Tickets.class, version = "V 1")
	static class BadName extends Nothing<Thing, Tickets.Ticket> {

	}

	@ApiVersion(of = Tickets.class, version = "v2")
	static class OtherHub extends Nothing<Thing, Thing> {

	}

	@ApiVersion(of = Tickets.class, version = "v2")
	static class NoConstructor extends Nothing<Sealed, Tickets.Ticket> {

	}

}
