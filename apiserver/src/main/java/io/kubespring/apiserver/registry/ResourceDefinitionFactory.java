package io.kubespring.apiserver.registry;

import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.admission.AdmissionPlugin;
import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.meta.GroupVersionResource;
import io.kubespring.apiserver.request.Verb;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.resource.Creator;
import io.kubespring.apiserver.resource.Deleter;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.Lister;
import io.kubespring.apiserver.resource.PrinterColumn;
import io.kubespring.apiserver.resource.ReactiveCreator;
import io.kubespring.apiserver.resource.ReactiveDeleter;
import io.kubespring.apiserver.resource.ReactiveGetter;
import io.kubespring.apiserver.resource.ReactiveLister;
import io.kubespring.apiserver.resource.ReactiveUpdater;
import io.kubespring.apiserver.resource.ScaleSubresource;
import io.kubespring.apiserver.resource.StatusSubresource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.resource.Updater;
import io.kubespring.apiserver.resource.Watcher;
import io.kubespring.apiserver.strategy.ObjectTable;
import io.kubespring.apiserver.strategy.TableConvertor;
import io.kubespring.apiserver.strategy.VersionConverter;
import io.kubespring.apiserver.strategy.WriteStrategy;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Reads what a resource bean says of itself: its annotations, its interfaces and their
 * type argument.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ResourceDefinitionFactory {

	private static final Pattern SUBDOMAIN = Pattern
		.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+");

	static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

	private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]*");

	private static final int LONGEST_LABEL = 63;

	private static final int LONGEST_SUBDOMAIN = 253;

	private static final Map<Class<?>, Verb> VERBS = Map.ofEntries(Map.entry(Getter.class, Verb.GET),
			Map.entry(ReactiveGetter.class, Verb.GET), Map.entry(Lister.class, Verb.LIST),
			Map.entry(ReactiveLister.class, Verb.LIST), Map.entry(Watcher.class, Verb.WATCH),
			Map.entry(Creator.class, Verb.CREATE), Map.entry(ReactiveCreator.class, Verb.CREATE),
			Map.entry(Updater.class, Verb.UPDATE), Map.entry(ReactiveUpdater.class, Verb.UPDATE),
			Map.entry(Deleter.class, Verb.DELETE), Map.entry(ReactiveDeleter.class, Verb.DELETE));

	private final ConnectorDefinitions connectors;

	private final VersionDefinitions versions;

	private final List<AdmissionPlugin> admission;

	/**
	 * Create a factory of resources of one version whose requests nobody else looks at.
	 * @param connectors all beans that connect
	 */
	public ResourceDefinitionFactory(Collection<? extends Connector<?>> connectors) {
		this(connectors, List.of(), List.of());
	}

	/**
	 * Create a factory.
	 * @param connectors all beans that connect
	 * @param converters all beans that convert versions
	 * @param admission all beans that take part in admission, in order
	 */
	public ResourceDefinitionFactory(Collection<? extends Connector<?>> connectors,
			Collection<? extends VersionConverter<?, ?>> converters, Collection<AdmissionPlugin> admission) {
		this.connectors = new ConnectorDefinitions(connectors);
		this.versions = new VersionDefinitions(converters);
		this.admission = List.copyOf(admission);
	}

	/**
	 * Define the resources of all beans, each subresource that connects and each version
	 * among them.
	 * @param beans the beans that serve resources
	 * @return the definitions in the order of the beans, the hub's before those of other
	 * versions
	 * @throws InvalidResourceException if a bean cannot be served, or a subresource, a
	 * version or a bean that takes part in admission belongs to none of them
	 */
	public List<ResourceDefinition> createAll(Collection<?> beans) {
		this.connectors.requireResources(beans);
		this.versions.requireResources(beans);
		List<ResourceDefinition> definitions = beans.stream().map(this::create).toList();
		this.admission.forEach((plugin) -> AdmissionPlugins.requireResource(plugin, definitions));
		return definitions.stream().flatMap((definition) -> this.versions.all(definition).stream()).toList();
	}

	/**
	 * Define the resource that a bean serves.
	 * @param bean the bean
	 * @return the definition
	 * @throws InvalidResourceException if the bean cannot be served
	 */
	public ResourceDefinition create(Object bean) {
		Class<?> type = AopUtils.getTargetClass(bean);
		ApiResource resource = AnnotatedElementUtils.findMergedAnnotation(type, ApiResource.class);
		if (resource == null) {
			throw new InvalidResourceException(type, "it has no @ApiResource annotation", "Annotate the class.");
		}
		Set<Verb> verbs = verbs(bean, type);
		ResolvableType argument = objectType(bean, type);
		Class<?> objectClass = argument.toClass();
		Type objectType = (argument.getType() instanceof TypeVariable) ? objectClass : argument.getType();
		String kind = resource.kind().isEmpty() ? objectClass.getSimpleName() : resource.kind();
		String singular = resource.singular().isEmpty() ? kind.toLowerCase(Locale.ROOT) : resource.singular();
		String plural = resource.plural().isEmpty() ? Plurals.of(singular) : resource.plural();
		requireMatch(type, "group", resource.group(), SUBDOMAIN, "a DNS subdomain such as shop.example.com");
		requireMatch(type, "version", resource.version(), LABEL, "a DNS label such as v1");
		requireMatch(type, "plural", plural, LABEL, "a DNS label such as orders");
		requireMatch(type, "kind", kind, KIND, "a name in CamelCase such as Order");
		requireMatch(type, "singular", singular, LABEL, "a DNS label such as order");
		String listKind = resource.listKind().isEmpty() ? kind + "List" : resource.listKind();
		requireMatch(type, "listKind", listKind, KIND, "a name in CamelCase such as OrderList");
		for (String shortName : resource.shortNames()) {
			requireMatch(type, "shortNames", shortName, LABEL, "a DNS label such as ord");
		}
		for (String category : resource.categories()) {
			requireMatch(type, "categories", category, LABEL, "a DNS label such as all");
		}
		boolean status = AnnotatedElementUtils.hasAnnotation(type, StatusSubresource.class);
		ScaleDefinition scale = scale(type);
		if ((status || scale != null) && !verbs.contains(Verb.PATCH)) {
			throw new InvalidResourceException(type,
					"it has a subresource " + (status ? "status" : "scale")
							+ " but does not both read and write objects",
					"Implement StoredResource<T>, or both Getter<T> and Updater<T>, or remove the annotation.");
		}
		return new ResourceDefinition(bean, new GroupVersionResource(resource.group(), resource.version(), plural),
				new GroupVersionKind(resource.group(), resource.version(), kind), listKind, singular, resource.scope(),
				List.of(resource.shortNames()), List.of(resource.categories()), verbs, objectType,
				bean instanceof StoredResource, table(bean, type, objectType), status, scale,
				this.connectors.of(type, taken(status, scale != null)), ServedVersions.only(resource.version()),
				hooks(bean, type, objectType, resource.version()));
	}

	private ResourceHooks hooks(Object bean, Class<?> type, Type objectType, String version) {
		if (bean instanceof WriteStrategy && !(bean instanceof StoredResource)) {
			throw new InvalidResourceException(type,
					"it is a WriteStrategy and not a StoredResource, so it writes its objects itself",
					"Implement StoredResource<T>, or do not implement WriteStrategy.");
		}
		return ResourceHooks.of(bean, type, objectType, version, this.admission);
	}

	private static Set<String> taken(boolean status, boolean scale) {
		Set<String> taken = new HashSet<>();
		if (status) {
			taken.add("status");
		}
		if (scale) {
			taken.add("scale");
		}
		return taken;
	}

	static void requireMatch(Class<?> type, String name, String value, Pattern pattern, String form) {
		if (!pattern.matcher(value).matches() || (pattern != SUBDOMAIN && value.length() > LONGEST_LABEL)
				|| value.length() > LONGEST_SUBDOMAIN) {
			throw new InvalidResourceException(type, "the " + name + " '" + value + "' is not " + form,
					"Set the attribute '" + name + "' of @ApiResource to " + form + ".");
		}
	}

	private static Set<Verb> verbs(Object bean, Class<?> type) {
		Set<Verb> verbs = EnumSet.noneOf(Verb.class);
		VERBS.forEach((contract, verb) -> {
			if (contract.isInstance(bean)) {
				verbs.add(verb);
			}
		});
		if (bean instanceof StoredResource) {
			if (!verbs.isEmpty()) {
				throw new InvalidResourceException(type,
						"it is a StoredResource, whose objects the store holds, and also serves " + verbs + " itself",
						"Implement either StoredResource or verb interfaces.");
			}
			return EnumSet.allOf(Verb.class);
		}
		if (verbs.isEmpty()) {
			throw new InvalidResourceException(type, "it implements neither StoredResource nor any verb interface",
					"Implement StoredResource<T>, or verb interfaces such as Getter<T> and Lister<T>.");
		}
		if (verbs.contains(Verb.GET) && verbs.contains(Verb.UPDATE)) {
			verbs.add(Verb.PATCH);
		}
		return verbs;
	}

	private static ResolvableType objectType(Object bean, Class<?> type) {
		List<Class<?>> contracts = new ArrayList<>(VERBS.keySet());
		contracts.add(StoredResource.class);
		contracts.removeIf((contract) -> !contract.isInstance(bean));
		contracts.sort(Comparator.comparing(Class::getSimpleName));
		ResolvableType first = objectType(contracts.get(0), type);
		for (Class<?> contract : contracts) {
			Class<?> other = objectType(contract, type).toClass();
			if (other != first.toClass()) {
				throw new InvalidResourceException(type,
						"its verbs are of different types: " + contracts.get(0).getSimpleName() + " of "
								+ first.toClass().getName() + ", " + contract.getSimpleName() + " of "
								+ other.getName(),
						"Name one Java type in all interfaces.");
			}
		}
		return first;
	}

	private static ResolvableType objectType(Class<?> contract, Class<?> type) {
		ResolvableType argument = ResolvableType.forClass(type).as(contract).getGeneric(0);
		Class<?> resolved = argument.resolve();
		if (resolved == null || resolved == KubernetesObject.class) {
			throw new InvalidResourceException(type, "the type argument of " + contract.getSimpleName() + " is missing",
					"Name the Java type of the objects: " + contract.getSimpleName() + "<YourType>.");
		}
		return argument;
	}

	static ObjectTable table(Object bean, Class<?> type, Type objectType) {
		if (bean instanceof TableConvertor<?> convertor) {
			return computed(convertor, objectType);
		}
		List<PrinterColumn> columns = List
			.copyOf(AnnotatedElementUtils.findMergedRepeatableAnnotations(type, PrinterColumn.class));
		try {
			return ObjectTable.of(columns);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidResourceException(type, String.valueOf(ex.getMessage()),
					"Write the path as in a CustomResourceDefinition, such as .spec.product.");
		}
	}

	private static <T extends KubernetesObject> ObjectTable computed(TableConvertor<T> convertor, Type objectType) {
		return ObjectTable.of(convertor, new ObjectCodec<T>(objectType)::toObject);
	}

	static @Nullable ScaleDefinition scale(Class<?> type) {
		ScaleSubresource scale = AnnotatedElementUtils.findMergedAnnotation(type, ScaleSubresource.class);
		return (scale != null) ? new ScaleDefinition(members(type, scale.specReplicasPath(), ".spec."),
				members(type, scale.statusReplicasPath(), ".status."),
				scale.labelSelectorPath().isEmpty() ? List.of() : members(type, scale.labelSelectorPath(),
						scale.labelSelectorPath().startsWith(".spec.") ? ".spec." : ".status."))
				: null;
	}

	private static List<String> members(Class<?> type, String path, String beginning) {
		if (!path.startsWith(beginning) || path.endsWith(".") || path.contains("..") || path.contains("[")) {
			throw new InvalidResourceException(type,
					"the path '" + path + "' of @ScaleSubresource does not begin with " + beginning
							+ " or does not name a member",
					"Write the path as in a CustomResourceDefinition, such as " + beginning + "replicas.");
		}
		return Arrays.asList(path.substring(1).split("\\."));
	}

}
