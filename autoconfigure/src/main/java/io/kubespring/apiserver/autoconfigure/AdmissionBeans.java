package io.kubespring.apiserver.autoconfigure;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.admission.AdmissionPlugin;
import io.kubespring.apiserver.admission.MutatingAdmission;
import io.kubespring.apiserver.admission.ValidatingAdmission;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/**
 * The application's beans that take part in admission, in their order. Which objects a
 * lambda is for, only the method that makes it tells.
 */
final class AdmissionBeans {

	private AdmissionBeans() {
	}

	static List<AdmissionPlugin> of(ConfigurableListableBeanFactory beans) {
		List<AdmissionPlugin> plugins = new ArrayList<>();
		for (Class<?> role : List.of(MutatingAdmission.class, ValidatingAdmission.class)) {
			Map<Object, String> names = new IdentityHashMap<>();
			beans.getBeansOfType(role).forEach((name, bean) -> names.put(bean, name));
			beans.getBeanProvider(role)
				.orderedStream()
				.forEach((bean) -> plugins.add(new AdmissionPlugin(role, bean, declared(beans, names.get(bean)))));
		}
		return plugins;
	}

	private static ResolvableType declared(ConfigurableListableBeanFactory beans, @Nullable String name) {
		return (name != null && beans.containsBeanDefinition(name))
				? beans.getMergedBeanDefinition(name).getResolvableType() : ResolvableType.NONE;
	}

}
