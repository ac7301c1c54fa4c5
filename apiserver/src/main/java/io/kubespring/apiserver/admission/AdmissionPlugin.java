package io.kubespring.apiserver.admission;

import java.lang.reflect.TypeVariable;

import io.kubernetes.client.common.KubernetesObject;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;

/**
 * A bean that takes part in admission in one role, and what it declares its type to be. A
 * bean of both roles is two.
 *
 * @param role {@link MutatingAdmission} or {@link ValidatingAdmission}
 * @param bean the bean
 * @param declared what is known of the bean's type from elsewhere, for example the return
 * type of the method that makes it
 * @author The kubespring authors
 * @since 0.1.0
 */
public record AdmissionPlugin(Class<?> role, Object bean, ResolvableType declared) {

	/**
	 * A bean that changes objects.
	 * @param bean the bean, whose class says all
	 * @return the plugin
	 */
	public static AdmissionPlugin of(MutatingAdmission<?> bean) {
		return new AdmissionPlugin(MutatingAdmission.class, bean, ResolvableType.NONE);
	}

	/**
	 * A bean that refuses requests.
	 * @param bean the bean, whose class says all
	 * @return the plugin
	 */
	public static AdmissionPlugin of(ValidatingAdmission<?> bean) {
		return new AdmissionPlugin(ValidatingAdmission.class, bean, ResolvableType.NONE);
	}

	/**
	 * The class of the bean.
	 * @return the class
	 */
	public Class<?> beanType() {
		return AopUtils.getTargetClass(this.bean);
	}

	/**
	 * Whether it is known which objects the bean cares for.
	 * @return {@code false} if nobody names them
	 */
	public boolean isTyped() {
		return argument() != null;
	}

	/**
	 * Whether the bean cares for objects of a type.
	 * @param type the type
	 * @return {@code true} if it does
	 */
	public boolean matches(ResolvableType type) {
		ResolvableType argument = argument();
		return argument != null && (argument.toClass() == KubernetesObject.class || argument.isAssignableFrom(type));
	}

	private @Nullable ResolvableType argument() {
		ResolvableType argument = argument(ResolvableType.forClass(beanType()));
		return (argument != null) ? argument : argument(this.declared);
	}

	/**
	 * The type argument. One that is left out would resolve to its bound, which is all
	 * objects there are.
	 */
	private @Nullable ResolvableType argument(ResolvableType type) {
		ResolvableType argument = type.as(this.role).getGeneric(0);
		return (argument.resolve() != null && !(argument.getType() instanceof TypeVariable)) ? argument : null;
	}

}
