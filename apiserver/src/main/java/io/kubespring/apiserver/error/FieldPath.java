package io.kubespring.apiserver.error;

/**
 * Path of a field in messages, for example {@code spec.ports[0].name} or
 * {@code metadata.labels[app]}; immutable. It may be given wherever a path is wanted as
 * text.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class FieldPath implements CharSequence {

	private final String text;

	private FieldPath(String text) {
		this.text = text;
	}

	/**
	 * Begin a path.
	 * @param name the first field, may hold dots
	 * @return the path
	 */
	public static FieldPath of(String name) {
		return new FieldPath(name);
	}

	/**
	 * Go down to a member.
	 * @param name the name of the member
	 * @return the longer path
	 */
	public FieldPath child(String name) {
		return new FieldPath(this.text.isEmpty() ? name : this.text + "." + name);
	}

	/**
	 * Go down to an item of a list.
	 * @param index the position, from 0
	 * @return the longer path
	 */
	public FieldPath index(int index) {
		return new FieldPath(this.text + "[" + index + "]");
	}

	/**
	 * Go down to an entry of a map.
	 * @param key the key
	 * @return the longer path
	 */
	public FieldPath key(String key) {
		return new FieldPath(this.text + "[" + key + "]");
	}

	@Override
	public int length() {
		return this.text.length();
	}

	@Override
	public char charAt(int index) {
		return this.text.charAt(index);
	}

	@Override
	public CharSequence subSequence(int start, int end) {
		return this.text.subSequence(start, end);
	}

	@Override
	public boolean equals(Object other) {
		return (other instanceof FieldPath that) && this.text.equals(that.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	@Override
	public String toString() {
		return this.text;
	}

}
