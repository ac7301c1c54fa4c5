package io.kubespring.apiserver.autoconfigure;

import java.util.function.BooleanSupplier;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * Whether {@code /} is the API's: the application has neither a welcome page nor a
 * mapping for it, nor router functions, which may answer anything.
 */
final class RootPath implements BooleanSupplier {

	private final ListableBeanFactory beans;

	private final SingletonSupplier<Boolean> free = SingletonSupplier.of(this::isFree);

	RootPath(ListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public boolean getAsBoolean() {
		return this.free.obtain();
	}

	private boolean isFree() {
		return !new ClassPathResource("static/index.html").exists()
				&& !new ClassPathResource("public/index.html").exists()
				&& this.beans.getBeansOfType(RouterFunction.class).isEmpty() && !isMapped();
	}

	private boolean isMapped() {
		return this.beans.getBeansOfType(RequestMappingHandlerMapping.class)
			.values()
			.stream()
			.flatMap((mapping) -> mapping.getHandlerMethods().keySet().stream())
			.flatMap((mapping) -> mapping.getPatternsCondition().getPatterns().stream())
			.anyMatch((pattern) -> pattern.getPatternString().isEmpty() || pattern.getPatternString().equals("/"));
	}

}
