package io.kubespring.apiserver.meta;

import org.jspecify.annotations.Nullable;

/**
 * Options of a list, a watch or a collection deletion, after {@code metav1.ListOptions};
 * texts as the client sent them.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ListOptions {

	/**
	 * Options with nothing set.
	 */
	public static final ListOptions NONE = builder().build();

	private final String labelSelector;

	private final String fieldSelector;

	private final boolean watch;

	private final boolean allowWatchBookmarks;

	private final String resourceVersion;

	private final String resourceVersionMatch;

	private final @Nullable Long timeoutSeconds;

	private final long limit;

	private final String continueToken;

	private final @Nullable Boolean sendInitialEvents;

	private ListOptions(Builder builder) {
		this.labelSelector = builder.labelSelector;
		this.fieldSelector = builder.fieldSelector;
		this.watch = builder.watch;
		this.allowWatchBookmarks = builder.allowWatchBookmarks;
		this.resourceVersion = builder.resourceVersion;
		this.resourceVersionMatch = builder.resourceVersionMatch;
		this.timeoutSeconds = builder.timeoutSeconds;
		this.limit = builder.limit;
		this.continueToken = builder.continueToken;
		this.sendInitialEvents = builder.sendInitialEvents;
	}

	/**
	 * The label selector.
	 * @return the label selector
	 */
	public String labelSelector() {
		return this.labelSelector;
	}

	/**
	 * The field selector.
	 * @return the field selector
	 */
	public String fieldSelector() {
		return this.fieldSelector;
	}

	/**
	 * Whether changes are asked for.
	 * @return whether changes are asked for
	 */
	public boolean watch() {
		return this.watch;
	}

	/**
	 * Whether bookmarks may be sent.
	 * @return whether bookmarks may be sent
	 */
	public boolean allowWatchBookmarks() {
		return this.allowWatchBookmarks;
	}

	/**
	 * The resource version to start from.
	 * @return the resource version to start from
	 */
	public String resourceVersion() {
		return this.resourceVersion;
	}

	/**
	 * How the resource version is meant.
	 * @return how the resource version is meant
	 */
	public String resourceVersionMatch() {
		return this.resourceVersionMatch;
	}

	/**
	 * The length of the watch in seconds.
	 * @return the length of the watch in seconds, or {@code null} if not given
	 */
	public @Nullable Long timeoutSeconds() {
		return this.timeoutSeconds;
	}

	/**
	 * The number of objects in one answer, 0 for all.
	 * @return the number of objects in one answer, 0 for all
	 */
	public long limit() {
		return this.limit;
	}

	/**
	 * The token of the next page.
	 * @return the token of the next page
	 */
	public String continueToken() {
		return this.continueToken;
	}

	/**
	 * Whether a watch begins with the present objects.
	 * @return whether a watch begins with the present objects, or {@code null} if not
	 * given
	 */
	public @Nullable Boolean sendInitialEvents() {
		return this.sendInitialEvents;
	}

	/**
	 * Begin with nothing set.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Builder of {@link ListOptions}.
	 */
	public static final class Builder {

		private String labelSelector = "";

		private String fieldSelector = "";

		private boolean watch;

		private boolean allowWatchBookmarks;

		private String resourceVersion = "";

		private String resourceVersionMatch = "";

		private @Nullable Long timeoutSeconds;

		private long limit;

		private String continueToken = "";

		private @Nullable Boolean sendInitialEvents;

		private Builder() {
		}

		/**
		 * Set the label selector.
		 * @param labelSelector the label selector
		 * @return this
		 */
		public Builder labelSelector(String labelSelector) {
			this.labelSelector = labelSelector;
			return this;
		}

		/**
		 * Set the field selector.
		 * @param fieldSelector the field selector
		 * @return this
		 */
		public Builder fieldSelector(String fieldSelector) {
			this.fieldSelector = fieldSelector;
			return this;
		}

		/**
		 * Set whether changes are asked for.
		 * @param watch whether changes are asked for
		 * @return this
		 */
		public Builder watch(boolean watch) {
			this.watch = watch;
			return this;
		}

		/**
		 * Set whether bookmarks may be sent.
		 * @param allowWatchBookmarks whether bookmarks may be sent
		 * @return this
		 */
		public Builder allowWatchBookmarks(boolean allowWatchBookmarks) {
			this.allowWatchBookmarks = allowWatchBookmarks;
			return this;
		}

		/**
		 * Set the resource version to start from.
		 * @param resourceVersion the resource version to start from
		 * @return this
		 */
		public Builder resourceVersion(String resourceVersion) {
			this.resourceVersion = resourceVersion;
			return this;
		}

		/**
		 * Set how the resource version is meant.
		 * @param resourceVersionMatch how the resource version is meant
		 * @return this
		 */
		public Builder resourceVersionMatch(String resourceVersionMatch) {
			this.resourceVersionMatch = resourceVersionMatch;
			return this;
		}

		/**
		 * Set the length of the watch in seconds.
		 * @param timeoutSeconds the length of the watch in seconds
		 * @return this
		 */
		public Builder timeoutSeconds(@Nullable Long timeoutSeconds) {
			this.timeoutSeconds = timeoutSeconds;
			return this;
		}

		/**
		 * Set the number of objects in one answer, 0 for all.
		 * @param limit the number of objects in one answer, 0 for all
		 * @return this
		 */
		public Builder limit(long limit) {
			this.limit = limit;
			return this;
		}

		/**
		 * Set the token of the next page.
		 * @param continueToken the token of the next page
		 * @return this
		 */
		public Builder continueToken(String continueToken) {
			this.continueToken = continueToken;
			return this;
		}

		/**
		 * Set whether a watch begins with the present objects.
		 * @param sendInitialEvents whether a watch begins with the present objects
		 * @return this
		 */
		public Builder sendInitialEvents(@Nullable Boolean sendInitialEvents) {
			this.sendInitialEvents = sendInitialEvents;
			return this;
		}

		/**
		 * Build the options.
		 * @return the options
		 */
		public ListOptions build() {
			return new ListOptions(this);
		}

	}

}
