package io.kubespring.apiserver.meta;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Options of a deletion, after {@code metav1.DeleteOptions}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class DeleteOptions {

	/**
	 * Options with nothing set.
	 */
	public static final DeleteOptions NONE = builder().build();

	private final @Nullable Long gracePeriodSeconds;

	private final @Nullable Boolean orphanDependents;

	private final @Nullable String propagationPolicy;

	private final Preconditions preconditions;

	private final List<String> dryRun;

	private final boolean ignoreStoreReadError;

	private DeleteOptions(Builder builder) {
		this.gracePeriodSeconds = builder.gracePeriodSeconds;
		this.orphanDependents = builder.orphanDependents;
		this.propagationPolicy = builder.propagationPolicy;
		this.preconditions = builder.preconditions;
		this.dryRun = List.copyOf(builder.dryRun);
		this.ignoreStoreReadError = builder.ignoreStoreReadError;
	}

	/**
	 * The grace period in seconds.
	 * @return the grace period in seconds, or {@code null} if not given
	 */
	public @Nullable Long gracePeriodSeconds() {
		return this.gracePeriodSeconds;
	}

	/**
	 * Whether dependents are orphaned, in the old form.
	 * @return whether dependents are orphaned, in the old form, or {@code null} if not
	 * given
	 */
	public @Nullable Boolean orphanDependents() {
		return this.orphanDependents;
	}

	/**
	 * The propagation policy.
	 * @return the propagation policy, or {@code null} if not given
	 */
	public @Nullable String propagationPolicy() {
		return this.propagationPolicy;
	}

	/**
	 * The preconditions.
	 * @return the preconditions
	 */
	public Preconditions preconditions() {
		return this.preconditions;
	}

	/**
	 * The dry run stages.
	 * @return the dry run stages
	 */
	public List<String> dryRun() {
		return this.dryRun;
	}

	/**
	 * Whether an object that cannot be read is to be removed from the store unseen,
	 * {@code ignoreStoreReadErrorWithClusterBreakingPotential}.
	 * @return whether nothing but an unreadable object is to be deleted
	 */
	public boolean ignoreStoreReadError() {
		return this.ignoreStoreReadError;
	}

	/**
	 * Begin with nothing set.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Builder of {@link DeleteOptions}.
	 */
	public static final class Builder {

		private @Nullable Long gracePeriodSeconds;

		private @Nullable Boolean orphanDependents;

		private @Nullable String propagationPolicy;

		private Preconditions preconditions = Preconditions.NONE;

		private List<String> dryRun = List.of();

		private boolean ignoreStoreReadError;

		private Builder() {
		}

		/**
		 * Set the grace period in seconds.
		 * @param gracePeriodSeconds the grace period in seconds
		 * @return this
		 */
		public Builder gracePeriodSeconds(@Nullable Long gracePeriodSeconds) {
			this.gracePeriodSeconds = gracePeriodSeconds;
			return this;
		}

		/**
		 * Set whether dependents are orphaned, in the old form.
		 * @param orphanDependents whether dependents are orphaned, in the old form
		 * @return this
		 */
		public Builder orphanDependents(@Nullable Boolean orphanDependents) {
			this.orphanDependents = orphanDependents;
			return this;
		}

		/**
		 * Set the propagation policy.
		 * @param propagationPolicy the propagation policy
		 * @return this
		 */
		public Builder propagationPolicy(@Nullable String propagationPolicy) {
			this.propagationPolicy = propagationPolicy;
			return this;
		}

		/**
		 * Set the preconditions.
		 * @param preconditions the preconditions
		 * @return this
		 */
		public Builder preconditions(Preconditions preconditions) {
			this.preconditions = preconditions;
			return this;
		}

		/**
		 * Set the dry run stages.
		 * @param dryRun the dry run stages
		 * @return this
		 */
		public Builder dryRun(List<String> dryRun) {
			this.dryRun = dryRun;
			return this;
		}

		/**
		 * Set whether nothing but an unreadable object is to be deleted.
		 * @param ignoreStoreReadError whether nothing but an unreadable object is to be
		 * deleted
		 * @return this
		 */
		public Builder ignoreStoreReadError(boolean ignoreStoreReadError) {
			this.ignoreStoreReadError = ignoreStoreReadError;
			return this;
		}

		/**
		 * Build the options.
		 * @return the options
		 */
		public DeleteOptions build() {
			return new DeleteOptions(this);
		}

	}

}
