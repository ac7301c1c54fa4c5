package io.kubespring.apiserver.registry;

import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.meta.GroupVersionResource;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiVersion;
import io.kubespring.apiserver.resource.PrinterColumn;
import io.kubespring.apiserver.strategy.ObjectTable;
import io.kubespring.apiserver.strategy.TableConvertor;
import io.kubespring.apiserver.strategy.VersionConverter;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Reads what converter beans say of themselves, and defines the versions of a resource.
 */
final class VersionDefinitions {

	private final Collection<? extends VersionConverter<?, ?>> converters;

	VersionDefinitions(Collection<? extends VersionConverter<?, ?>> converters) {
		this.converters = converters;
	}

	/**
	 * Check that each version belongs to a resource.
	 */
	void requireResources(Collection<?> resources) {
		for (VersionConverter<?, ?> converter : this.converters) {
			Class<?> type = AopUtils.getTargetClass(converter);
			ApiVersion version = AnnotatedElementUtils.findMergedAnnotation(type, ApiVersion.class);
			if (version == null) {
				throw new InvalidResourceException(type, "it is a VersionConverter without an @ApiVersion annotation",
						"Annotate the class.");
			}
			if (resources.stream().noneMatch((bean) -> AopUtils.getTargetClass(bean) == version.of())) {
				throw new InvalidResourceException(type, "its resource " + version.of().getName() + " is not served",
						"Make a bean of that class, annotated with @ApiResource.");
			}
		}
	}

	/**
	 * Define all versions of a resource.
	 * @param hub the resource in the version of its bean
	 * @return the hub and every other version that is served
	 */
	List<ResourceDefinition> all(ResourceDefinition hub) {
		Class<?> bean = AopUtils.getTargetClass(hub.bean());
		ApiResource resource = AnnotatedElementUtils.findMergedAnnotation(bean, ApiResource.class);
		if (resource == null) {
			return List.of(hub);
		}
		List<Version> others = others(hub, bean);
		String storage = storage(hub, bean, resource, others);
		List<ResourceDefinition> definitions = new ArrayList<>();
		definitions.add(hub.withVersions(
				new ServedVersions(storage, warning(resource.deprecated(), resource.deprecationWarning(), hub.kind()),
						null, others.stream().map(Version::conversion).toList())));
		for (Version other : others) {
			if (other.annotation().served()) {
				definitions.add(definition(hub, other, storage));
			}
		}
		return definitions;
	}

	private List<Version> others(ResourceDefinition hub, Class<?> bean) {
		List<Version> others = new ArrayList<>();
		Set<String> taken = new HashSet<>(Set.of(hub.resource().version()));
		for (VersionConverter<?, ?> converter : this.converters) {
			Class<?> type = AopUtils.getTargetClass(converter);
			ApiVersion version = AnnotatedElementUtils.findMergedAnnotation(type, ApiVersion.class);
			if (version != null && version.of() == bean) {
				ResourceDefinitionFactory.requireMatch(type, "version", version.version(),
						ResourceDefinitionFactory.LABEL, "a DNS label such as v1");
				if (!taken.add(version.version())) {
					throw new InvalidResourceException(type,
							"the version '" + version.version() + "' of " + bean.getName() + " is served twice",
							"Give one of the beans another version.");
				}
				others.add(version(hub, converter, type, version));
			}
		}
		return others;
	}

	private static Version version(ResourceDefinition hub, VersionConverter<?, ?> converter, Class<?> bean,
			ApiVersion annotation) {
		ResolvableType arguments = ResolvableType.forClass(bean).as(VersionConverter.class);
		Class<?> hubClass = ResolvableType.forType(hub.type()).toClass();
		if (arguments.getGeneric(1).resolve() != hubClass) {
			throw new InvalidResourceException(bean,
					"it converts to " + arguments.getGeneric(1) + ", but objects of " + annotation.of().getName()
							+ " are of " + hubClass.getName(),
					"Name the Java type of the resource: VersionConverter<YourVersion, " + hubClass.getSimpleName()
							+ ">.");
		}
		Class<?> type = arguments.getGeneric(0).resolve();
		if (type == null || type == KubernetesObject.class) {
			throw new InvalidResourceException(bean, "the type argument of VersionConverter is missing",
					"Name the Java type of the version: VersionConverter<YourVersion, " + hubClass.getSimpleName()
							+ ">.");
		}
		Type declared = arguments.getGeneric(0).getType();
		GroupVersionKind kind = new GroupVersionKind(hub.kind().group(), annotation.version(), hub.kind().kind());
		VersionConversion.Side side = side(bean, kind, (declared instanceof TypeVariable) ? type : declared);
		return new Version(annotation, converter, bean, type,
				new VersionConversion(converter, side, side(bean, hub.kind(), hub.type())));
	}

	/**
	 * A conversion fills objects that have nothing but metadata; it has to be possible to
	 * make one.
	 */
	private static VersionConversion.Side side(Class<?> bean, GroupVersionKind kind, Type type) {
		ObjectCodec<KubernetesObject> codec = new ObjectCodec<>(type);
		try {
			codec.toTree(
					codec.toObject(TreeCodec.SHARED.mapper().createObjectNode().putObject("metadata").objectNode()));
			return new VersionConversion.Side(kind, codec);
		}
		catch (MalformedBodyException ex) {
			throw new InvalidResourceException(bean,
					"no object of " + type.getTypeName() + " can be made: " + ex.getMessage(),
					"Give the class a constructor without parameters.");
		}
	}

	private static String storage(ResourceDefinition hub, Class<?> bean, ApiResource resource, List<Version> others) {
		String storage = resource.storageVersion().isEmpty() ? hub.resource().version() : resource.storageVersion();
		Set<String> versions = new TreeSet<>(Set.of(hub.resource().version()));
		others.forEach((other) -> versions.add(other.annotation().version()));
		if (!versions.contains(storage)) {
			throw new InvalidResourceException(bean, "the storage version '" + storage + "' is none of " + versions,
					"Set the attribute 'storageVersion' of @ApiResource to one of " + versions
							+ ", or make an @ApiVersion bean for it.");
		}
		return storage;
	}

	private static ResourceDefinition definition(ResourceDefinition hub, Version version, String storage) {
		String name = version.annotation().version();
		GroupVersionKind kind = version.conversion().kind();
		var scale = ResourceDefinitionFactory.scale(version.bean());
		return new ResourceDefinition(version.converter(),
				new GroupVersionResource(kind.group(), name, hub.resource().resource()), kind, hub.listKind(),
				hub.singular(), hub.scope(), hub.shortNames(), hub.categories(), hub.verbs(), version.type(),
				hub.stored(), table(hub, version), hub.hasStatusSubresource(), (scale != null) ? scale : hub.scale(),
				List.of(),
				new ServedVersions(storage,
						warning(version.annotation().deprecated(), version.annotation().deprecationWarning(), kind),
						version.conversion(), List.of()),
				hub.hooks());
	}

	private static ObjectTable table(ResourceDefinition hub, Version version) {
		boolean own = version.converter() instanceof TableConvertor
				|| !AnnotatedElementUtils.findMergedRepeatableAnnotations(version.bean(), PrinterColumn.class)
					.isEmpty();
		Object columns = (own || hub.bean() instanceof TableConvertor) ? version.converter() : hub.bean();
		return ResourceDefinitionFactory.table(columns, AopUtils.getTargetClass(columns), version.type());
	}

	private static @Nullable String warning(boolean deprecated, String text, GroupVersionKind kind) {
		return !deprecated ? null : !text.isEmpty() ? text : kind.groupVersion() + " " + kind.kind() + " is deprecated";
	}

	/**
	 * A version that a bean converts.
	 */
	private record Version(ApiVersion annotation, VersionConverter<?, ?> converter, Class<?> bean, Class<?> type,
			VersionConversion conversion) {

	}

}
