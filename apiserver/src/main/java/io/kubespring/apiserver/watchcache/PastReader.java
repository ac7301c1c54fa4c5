package io.kubespring.apiserver.watchcache;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.StoredForm;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.storage.CompactedException;
import io.kubespring.apiserver.storage.Revision;
import io.kubespring.apiserver.storage.RevisionPage;
import io.kubespring.apiserver.storage.Store;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Reads states that a cache has forgotten from the store, which may remember more, page
 * by page. An object that has not changed since is taken from the cache and not decoded
 * again.
 */
final class PastReader {

	/**
	 * How many entries are asked for at once where a selection decides how many are
	 * wanted.
	 */
	private static final int SELECTED = 500;

	private final Store store;

	private final String prefix;

	private final StoredForm form;

	private final Supplier<Snapshot> present;

	PastReader(Store store, String prefix, StoredForm form, Supplier<Snapshot> present) {
		this.store = store;
		this.prefix = prefix;
		this.form = form;
		this.present = present;
	}

	Mono<Page> read(long revision, PageRequest request) {
		return page(revision, request).onErrorMap(CompactedException.class, (ex) -> tooOld());
	}

	static ApiStatusException tooOld() {
		return ApiStatusException.expired("The resourceVersion for the provided list is too old.");
	}

	private Mono<Page> page(long revision, PageRequest request) {
		if (request.single() != null) {
			return list(revision, request.pathPrefix(), request.single(), 1).map((page) -> {
				List<Revision> found = page.items()
					.stream()
					.filter((item) -> item.key().equals(this.prefix + request.single()))
					.toList();
				return Page.last(page.revision(), () -> select(found, request));
			});
		}
		if (request.limit() > 0 && !request.selectsAll()) {
			return selected(revision, request, new ArrayList<>());
		}
		int limit = (int) Math.min(request.limit(), Integer.MAX_VALUE);
		return list(revision, request.pathPrefix(), request.from(), limit).map((page) -> {
			List<Revision> items = page.items();
			String next = page.more() ? Page.behind(path(items.get(items.size() - 1))) : null;
			return new Page(page.revision(), () -> select(items, request), next, page.remaining());
		});
	}

	private Mono<Page> selected(long revision, PageRequest request, List<EncodedObject> found) {
		return list(revision, request.pathPrefix(), request.from(), SELECTED).flatMap((page) -> {
			List<Revision> items = page.items();
			for (int i = 0; i < items.size(); i++) {
				EncodedObject object = decode(items.get(i));
				if (request.selection().matches(object)) {
					found.add(object);
				}
				if (found.size() == request.limit()) {
					return Mono.just(Page.of(page.revision(), found, page.more() || i < items.size() - 1));
				}
			}
			return page.more()
					? selected(page.revision(), request.from(Page.behind(path(items.get(items.size() - 1)))), found)
					: Mono.just(Page.of(page.revision(), found, false));
		});
	}

	private Mono<RevisionPage> list(long revision, String pathPrefix, @Nullable String from, int limit) {
		return this.store.list(this.prefix + pathPrefix, revision, (from != null) ? this.prefix + from : null, limit);
	}

	private Iterator<EncodedObject> select(List<Revision> items, PageRequest request) {
		Iterator<EncodedObject> all = items.stream().map(this::decode).iterator();
		return request.selectsAll() ? all : new SelectedIterator(all, request.selection());
	}

	private EncodedObject decode(Revision item) {
		EncodedObject known = this.present.get().get(path(item));
		return (known != null && known.revision() == item.revision()) ? known
				: this.form.decode(item.revision(), Objects.requireNonNull(item.value(), "a listed item has a value"));
	}

	private String path(Revision item) {
		return item.key().substring(this.prefix.length());
	}

}
