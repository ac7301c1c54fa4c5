package io.kubespring.apiserver.registry;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.admission.AdmissionChain;
import io.kubespring.apiserver.admission.AdmissionPlugin;
import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.strategy.Defaulter;
import io.kubespring.apiserver.strategy.ObjectValidator;
import io.kubespring.apiserver.strategy.Preparer;
import io.kubespring.apiserver.strategy.WriteStrategy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.ResolvableType;

/**
 * What an application has to say about the writes of one resource: by hooks of the
 * resource's bean and by beans that take part in admission. A resource without hooks pays
 * nothing. Hooks block; safe for use by several threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ResourceHooks {

	/**
	 * Nothing.
	 */
	public static final ResourceHooks NONE = new ResourceHooks(null, WriteStrategy.DEFAULT, AdmissionChain.NONE);

	private static final List<Class<?>> TYPED = List.of(Defaulter.class, Preparer.class, ObjectValidator.class);

	private final @Nullable TypedHooks<?> typed;

	private final WriteStrategy strategy;

	private final AdmissionChain admission;

	private ResourceHooks(@Nullable TypedHooks<?> typed, WriteStrategy strategy, AdmissionChain admission) {
		this.typed = typed;
		this.strategy = strategy;
		this.admission = admission;
	}

	/**
	 * The hooks of a resource.
	 * @param bean the bean that serves it
	 * @param beanType the class of the bean
	 * @param objectType the type of its objects
	 * @param version the version of its kind
	 * @param plugins all beans that take part in admission, in order
	 * @throws InvalidResourceException if a hook of the bean is for other objects, or
	 * would never be asked
	 */
	static ResourceHooks of(Object bean, Class<?> beanType, Type objectType, String version,
			Collection<AdmissionPlugin> plugins) {
		ResolvableType type = ResolvableType.forType(objectType);
		boolean hooked = false;
		for (Class<?> hook : TYPED) {
			if (hook.isInstance(bean)) {
				requireType(hook, beanType, type);
				hooked = true;
			}
		}
		AdmissionChain admission = AdmissionChain.of(plugins, type);
		TypedHooks<?> typed = (hooked || !admission.isEmpty())
				? new TypedHooks<>(bean, new ObjectCodec<KubernetesObject>(objectType), version) : null;
		WriteStrategy strategy = (bean instanceof WriteStrategy own) ? own : WriteStrategy.DEFAULT;
		return (typed == null && strategy == WriteStrategy.DEFAULT) ? NONE
				: new ResourceHooks(typed, strategy, admission);
	}

	private static void requireType(Class<?> hook, Class<?> beanType, ResolvableType type) {
		ResolvableType argument = ResolvableType.forClass(beanType).as(hook).getGeneric(0);
		if (argument.resolve() == null || !argument.isAssignableFrom(type)) {
			throw new InvalidResourceException(beanType, "its " + hook.getSimpleName() + " is of "
					+ ((argument.resolve() != null) ? argument.toString() : "no type") + ", its objects are of " + type,
					"Name the type of the objects: " + hook.getSimpleName() + "<" + type.toClass().getSimpleName()
							+ ">.");
		}
	}

	/**
	 * Whether objects are shown to anybody, and so must fit the application's type.
	 * @return {@code true} if they are not
	 */
	public boolean isEmpty() {
		return this.typed == null;
	}

	/**
	 * How objects are written.
	 * @return the strategy
	 */
	public WriteStrategy strategy() {
		return this.strategy;
	}

	/**
	 * Who takes part in admission.
	 * @return the beans
	 */
	public AdmissionChain admission() {
		return this.admission;
	}

	/**
	 * Give an object its defaults, be it a client's or a stored one.
	 * @param object the object, left as it is
	 * @return the object with defaults; the same tree if it needs none
	 * @throws MalformedBodyException if somebody would be shown the object and it cannot
	 * be read as the application's type; the message says why in the reference's words
	 */
	public ObjectNode complete(ObjectNode object) {
		return (this.typed != null) ? this.typed.complete(object) : object;
	}

	/**
	 * Whether objects that are stored may lack defaults.
	 * @return {@code false} if there are none
	 */
	public boolean hasDefaults() {
		return this.typed != null && this.typed.hasDefaults();
	}

	/**
	 * Give a stored object the defaults that it was stored without. One that does not fit
	 * the application's type stays as it is.
	 * @param object the object, left as it is
	 * @return the object with defaults; the same tree if it needs none
	 */
	public ObjectNode completeStored(ObjectNode object) {
		try {
			return hasDefaults() ? complete(object) : object;
		}
		catch (MalformedBodyException ex) {
			return object;
		}
	}

	/**
	 * Prepare a new object.
	 * @param object the object, left as it is
	 * @param context the request
	 * @return the object as prepared; the same tree if nothing was done
	 */
	public ObjectNode prepareForCreate(ObjectNode object, RequestContext context) {
		return (this.typed != null) ? this.typed.prepareForCreate(object, context) : object;
	}

	/**
	 * Prepare the new state of an object.
	 * @param object the new state, left as it is
	 * @param old the state that is stored
	 * @param context the request
	 * @return the object as prepared; the same tree if nothing was done
	 */
	public ObjectNode prepareForUpdate(ObjectNode object, ObjectNode old, RequestContext context) {
		return (this.typed != null) ? this.typed.prepareForUpdate(object, old, context) : object;
	}

	/**
	 * Validate a new object.
	 * @param object the object
	 * @param errors gets what is wrong, and warnings
	 * @param context the request
	 */
	public void validate(ObjectNode object, FieldErrors errors, RequestContext context) {
		if (this.typed != null) {
			this.typed.validate(object, errors, context);
		}
	}

	/**
	 * Validate the new state of an object.
	 * @param object the new state
	 * @param old the state that is stored
	 * @param errors gets what is wrong, and warnings
	 * @param context the request
	 */
	public void validateUpdate(ObjectNode object, ObjectNode old, FieldErrors errors, RequestContext context) {
		if (this.typed != null) {
			this.typed.validateUpdate(object, old, errors, context);
		}
	}

}
