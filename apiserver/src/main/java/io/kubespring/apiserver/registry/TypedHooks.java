package io.kubespring.apiserver.registry;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.codec.TreeRebase;
import io.kubespring.apiserver.codec.TypeMismatchException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.error.UserCode;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.strategy.Defaulter;
import io.kubespring.apiserver.strategy.ObjectValidator;
import io.kubespring.apiserver.strategy.Preparer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows trees to hooks as objects of the application's type, and repeats on the trees
 * what hooks change.
 *
 * @param <T> the type of the objects
 */
final class TypedHooks<T extends KubernetesObject> {

	private final ObjectCodec<T> codec;

	private final String version;

	private final @Nullable Defaulter<T> defaulter;

	private final @Nullable Preparer<T> preparer;

	private final @Nullable ObjectValidator<T> validator;

	@SuppressWarnings("unchecked")
	TypedHooks(Object bean, ObjectCodec<T> codec, String version) {
		this.codec = codec;
		this.version = version;
		this.defaulter = (bean instanceof Defaulter<?> hook) ? (Defaulter<T>) hook : null;
		this.preparer = (bean instanceof Preparer<?> hook) ? (Preparer<T>) hook : null;
		this.validator = (bean instanceof ObjectValidator<?> hook) ? (ObjectValidator<T>) hook : null;
	}

	boolean hasDefaults() {
		return this.defaulter != null;
	}

	/**
	 * Give an object its defaults.
	 * @throws MalformedBodyException if it cannot be read as the application's type
	 */
	ObjectNode complete(ObjectNode object) {
		T typed = read(object);
		Defaulter<T> hook = this.defaulter;
		return (hook != null) ? change(hook, object, typed, () -> hook.setDefaults(typed)) : object;
	}

	ObjectNode prepareForCreate(ObjectNode object, RequestContext context) {
		Preparer<T> hook = this.preparer;
		if (hook == null) {
			return object;
		}
		T typed = read(object);
		return change(hook, object, typed, () -> hook.prepareForCreate(typed, context));
	}

	ObjectNode prepareForUpdate(ObjectNode object, ObjectNode old, RequestContext context) {
		Preparer<T> hook = this.preparer;
		T oldTyped = (hook != null) ? readStored(old) : null;
		if (hook == null || oldTyped == null) {
			return object;
		}
		T typed = read(object);
		return change(hook, object, typed, () -> hook.prepareForUpdate(typed, oldTyped, context));
	}

	void validate(ObjectNode object, FieldErrors errors, RequestContext context) {
		ObjectValidator<T> hook = this.validator;
		if (hook != null) {
			T typed = read(object);
			UserCode.run(hook, () -> hook.validate(typed, errors, context));
		}
	}

	void validateUpdate(ObjectNode object, ObjectNode old, FieldErrors errors, RequestContext context) {
		ObjectValidator<T> hook = this.validator;
		if (hook == null) {
			return;
		}
		T typed = read(object);
		T oldTyped = readStored(old);
		UserCode.run(hook, () -> {
			if (oldTyped != null) {
				hook.validateUpdate(typed, oldTyped, errors, context);
			}
			else {
				hook.validate(typed, errors, context);
			}
		});
	}

	private ObjectNode change(Object hook, ObjectNode object, T typed, Runnable call) {
		ObjectNode before = this.codec.toTree(typed);
		UserCode.run(hook, call);
		ObjectNode after = this.codec.toTree(typed);
		try {
			return after.equals(before) ? object : TreeRebase.rebase(before, after, object);
		}
		catch (MalformedBodyException ex) {
			throw new IllegalStateException(hook.getClass().getName() + " made no JSON: " + ex.getMessage());
		}
	}

	private T read(ObjectNode object) {
		try {
			return this.codec.toObject(object);
		}
		catch (TypeMismatchException ex) {
			throw new MalformedBodyException(DecodingProblem.text(object, ex, this.version));
		}
	}

	/**
	 * An object that was stored before its type became what it is may not fit any more;
	 * it must be possible to replace it.
	 */
	private @Nullable T readStored(ObjectNode object) {
		try {
			return this.codec.toObject(object);
		}
		catch (TypeMismatchException ex) {
			return null;
		}
	}

}
