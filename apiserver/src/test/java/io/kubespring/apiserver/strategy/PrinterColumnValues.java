package io.kubespring.apiserver.strategy;

import java.lang.annotation.Annotation;

import io.kubespring.apiserver.resource.PrinterColumn;

/**
 * A printer column for tests.
 *
 * @param name the heading
 * @param jsonPath the path
 * @param type the type
 * @param format the format
 * @param description the description
 * @param priority the priority
 */
@SuppressWarnings("ClassExplicitlyAnnotation")
record PrinterColumnValues(String name, String jsonPath, String type, String format, String description,
		int priority) implements PrinterColumn {

	static PrinterColumn of(String jsonPath, String type) {
		return new PrinterColumnValues("Column", jsonPath, type, "", "", 0);
	}

	@Override
	public Class<? extends Annotation> annotationType() {
		return PrinterColumn.class;
	}

}
