package io.kubespring.apiserver.strategy;

import java.util.List;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.meta.TableColumn;
import org.jspecify.annotations.Nullable;

/**
 * Shows objects in columns that are computed; implemented by resource beans for which
 * printer columns do not suffice. Called by several threads at once.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface TableConvertor<T extends KubernetesObject> {

	/**
	 * The columns behind the name.
	 * @return the columns, always the same
	 */
	List<TableColumn> columns();

	/**
	 * The cells of an object, one per column. They are kept with the object's revision:
	 * they must not depend on the time.
	 * @param object the object
	 * @return texts, numbers, booleans or {@code null}
	 */
	List<? extends @Nullable Object> cells(T object);

}
