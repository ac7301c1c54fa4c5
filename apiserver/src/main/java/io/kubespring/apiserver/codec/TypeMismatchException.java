package io.kubespring.apiserver.codec;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;

import org.springframework.util.ClassUtils;

/**
 * A document in which something is of another type than the application's.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class TypeMismatchException extends MalformedBodyException {

	private final transient List<JacksonException.Reference> path;

	private final Class<?> expected;

	TypeMismatchException(JacksonException cause, Class<?> whole) {
		super(cause.getOriginalMessage());
		this.path = List.copyOf(cause.getPath());
		Class<?> type = (cause instanceof MismatchedInputException mismatch) ? mismatch.getTargetType()
				: (cause instanceof InputCoercionException overflow) ? overflow.getTargetType() : null;
		this.expected = (type != null) ? type : whole;
	}

	/**
	 * Where the mismatch is.
	 * @return a pointer into the document
	 */
	public JsonPointer pointer() {
		JsonPointer pointer = JsonPointer.empty();
		for (JacksonException.Reference step : this.path) {
			pointer = (step.getPropertyName() != null) ? pointer.appendProperty(step.getPropertyName())
					: pointer.appendIndex(Math.max(0, step.getIndex()));
		}
		return pointer;
	}

	/**
	 * The members that lead to the mismatch; items of lists are not told apart.
	 * @return the names
	 */
	public List<String> members() {
		return this.path.stream()
			.map(JacksonException.Reference::getPropertyName)
			.filter((name) -> name != null)
			.toList();
	}

	/**
	 * The type that has the last of the members.
	 * @return the type, or {@code null} if the whole document is of another type
	 */
	public @Nullable Class<?> owner() {
		for (int i = this.path.size() - 1; i >= 0; i--) {
			if (this.path.get(i).getPropertyName() != null) {
				Object owner = this.path.get(i).from();
				return (owner instanceof Class<?> type) ? type : (owner != null) ? owner.getClass() : null;
			}
		}
		return null;
	}

	/**
	 * The type that was expected.
	 * @return the type, boxed if it is a primitive one
	 */
	public Class<?> expected() {
		return ClassUtils.resolvePrimitiveIfNecessary(this.expected);
	}

}
