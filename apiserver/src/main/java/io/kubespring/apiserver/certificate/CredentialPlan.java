package io.kubespring.apiserver.certificate;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Decides what is to be changed in the Secret of all replicas, one step at a time. The
 * rule behind all steps: the certificate in the Secret is of an authority that everybody
 * who verifies knows already, and authorities stay known until what they issued has
 * expired.
 *
 * @author The kubespring authors
 */
final class CredentialPlan {

	private final CredentialRules rules;

	private final Clock clock;

	CredentialPlan(CredentialRules rules, Clock clock) {
		this.rules = rules;
		this.clock = clock;
	}

	/**
	 * The content of a Secret that does not exist.
	 * @param memory what this replica saw in it last, {@code null} if nothing
	 * @param published what is published
	 * @return the content, {@code null} if it is too early
	 */
	@Nullable CredentialSet create(@Nullable CredentialSet memory, Published published) {
		if (!published.isKnown()) {
			return null;
		}
		CredentialSet good = remembered(memory, published);
		return (good != null) ? good.retiring(valid(published.authorities()), afterValidity())
				: anew(published, List.of());
	}

	/**
	 * The next change of a Secret.
	 * @param current its content
	 * @param memory the last good content this replica saw
	 * @param published what is published
	 * @param knownSince since when all who verify are told of the next authority,
	 * {@code null} if they are not
	 * @return the content, {@code null} if nothing is to be changed now
	 */
	@Nullable CredentialSet change(CredentialSet current, @Nullable CredentialSet memory, Published published,
			@Nullable Instant knownSince) {
		IssuedCertificate next = current.next();
		if (next != null && !isGood(next)) {
			return current.withNext(null);
		}
		IssuedCertificate authority = good(current.authority());
		if (authority == null) {
			if (!published.isKnown()) {
				return null;
			}
			CredentialSet good = remembered(memory, published);
			if (good != null) {
				return good.withNext(next)
					.retiring(valid(current.bundle()), afterValidity())
					.retiring(valid(published.authorities()), afterValidity());
			}
			if (next == null) {
				return anew(published, valid(current.bundle()));
			}
		}
		if (next != null && knownSince != null && published.accepts(next.certificate())
				&& !now().isBefore(knownSince.plus(this.rules.propagation()))) {
			return switched(current, next);
		}
		return (authority != null) ? maintained(current, authority) : null;
	}

	/**
	 * Whether a certificate can be served with, whoever knows its authority.
	 */
	boolean isServable(@Nullable IssuedCertificate leaf, @Nullable IssuedCertificate authority) {
		return leaf != null && authority != null && isGood(authority) && Validity.isValid(leaf.certificate(), now())
				&& Validity.isIssuedBy(leaf.certificate(), authority.certificate())
				&& Validity.names(leaf.certificate()).containsAll(this.rules.names());
	}

	private @Nullable CredentialSet maintained(CredentialSet current, IssuedCertificate authority) {
		IssuedCertificate leaf = current.leaf();
		if (leaf == null || !isServable(leaf, authority) || isDue(leaf, authority)) {
			return current.withLeaf(issue(authority, names(leaf, authority)));
		}
		if (current.next() == null && (current.rotate() || !now().isBefore(Validity.due(authority.certificate())))) {
			return current.withNext(newAuthority());
		}
		return current.retired().isEmpty() ? null : retired(current);
	}

	private @Nullable CredentialSet retired(CredentialSet current) {
		Instant until = current.retireAfter();
		if (until == null) {
			return current.withRetired(current.retired(), afterValidity());
		}
		return now().isBefore(until) ? null : current.withRetired(List.of(), null);
	}

	private CredentialSet switched(CredentialSet current, IssuedCertificate next) {
		Set<X509Certificate> others = new LinkedHashSet<>(current.bundle());
		others.remove(next.certificate());
		CredentialSet fresh = new CredentialSet(next, null, issue(next, this.rules.names()), current.retired(),
				current.retireAfter(), false);
		return fresh.retiring(others, latest(afterValidity(), current.leaf()));
	}

	/**
	 * An authority that nobody knows issues at once only if nobody verifies.
	 */
	private CredentialSet anew(Published published, List<X509Certificate> known) {
		IssuedCertificate authority = newAuthority();
		CredentialSet fresh = published.bundles().isEmpty()
				? new CredentialSet(authority, null, issue(authority, this.rules.names()), List.of(), null, false)
				: new CredentialSet(null, authority, null, List.of(), null, false);
		return fresh.retiring(known, afterValidity()).retiring(valid(published.authorities()), afterValidity());
	}

	private @Nullable CredentialSet remembered(@Nullable CredentialSet memory, Published published) {
		IssuedCertificate authority = (memory != null) ? good(memory.authority()) : null;
		return (authority != null && published.accepts(authority.certificate())) ? memory : null;
	}

	private @Nullable IssuedCertificate good(@Nullable IssuedCertificate authority) {
		return (authority != null && isGood(authority)) ? authority : null;
	}

	private boolean isGood(IssuedCertificate authority) {
		return Validity.isAuthority(authority.certificate()) && Validity.isValid(authority.certificate(), now());
	}

	/**
	 * At the end of the authority's life renewing would gain nothing.
	 */
	private boolean isDue(IssuedCertificate leaf, IssuedCertificate authority) {
		return !now().isBefore(Validity.due(leaf.certificate()))
				&& Validity.end(leaf.certificate()).isBefore(Validity.end(authority.certificate()));
	}

	/**
	 * Replicas that want other names must not take turns.
	 */
	private List<String> names(@Nullable IssuedCertificate leaf, IssuedCertificate authority) {
		Set<String> names = new LinkedHashSet<>(this.rules.names());
		if (leaf != null && Validity.isIssuedBy(leaf.certificate(), authority.certificate())
				&& !isDue(leaf, authority)) {
			names.addAll(Validity.names(leaf.certificate()));
		}
		return List.copyOf(names);
	}

	private IssuedCertificate newAuthority() {
		return CertificateAuthority
			.create(this.rules.names().get(0) + "-ca@" + now().getEpochSecond(), this.rules.authorityValidity(),
					this.clock)
			.root();
	}

	private IssuedCertificate issue(IssuedCertificate authority, List<String> names) {
		return CertificateAuthority.of(authority, this.clock).issueServing(names, this.rules.validity());
	}

	private List<X509Certificate> valid(Set<X509Certificate> certificates) {
		return certificates.stream().filter((certificate) -> Validity.isValid(certificate, now())).toList();
	}

	private Instant afterValidity() {
		return now().plus(this.rules.validity());
	}

	private static Instant latest(Instant instant, @Nullable IssuedCertificate leaf) {
		return (leaf != null && Validity.end(leaf.certificate()).isAfter(instant)) ? Validity.end(leaf.certificate())
				: instant;
	}

	private Instant now() {
		return this.clock.instant();
	}

}
