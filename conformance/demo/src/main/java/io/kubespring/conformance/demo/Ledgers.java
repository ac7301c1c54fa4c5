package io.kubespring.conformance.demo;

import java.util.List;

import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.WatchEvent;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Deleter;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.Lister;
import io.kubespring.apiserver.resource.ObjectList;
import io.kubespring.apiserver.resource.Watcher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Ledgers of which there are none, from a source that may be in {@link Trouble}. The
 * cluster's controllers follow and delete them like everything else.
 */
@ConditionalOnProperty("demo.trouble")
@ApiResource(group = "demo.example.com", version = "v1")
class Ledgers implements Getter<Ledger>, Lister<Ledger>, Watcher<Ledger>, Deleter<Ledger> {

	private final Trouble trouble;

	Ledgers(Trouble trouble) {
		this.trouble = trouble;
	}

	@Override
	public @Nullable Ledger get(String name, RequestContext context) {
		this.trouble.meet();
		return null;
	}

	@Override
	public ObjectList<Ledger> list(ListOptions options, RequestContext context) {
		this.trouble.meet();
		return ObjectList.of(List.of());
	}

	@Override
	public Flux<WatchEvent<Ledger>> watch(ListOptions options, RequestContext context) {
		return Flux.never();
	}

	@Override
	public @Nullable Ledger delete(String name, DeleteOptions options, RequestContext context) {
		this.trouble.meet();
		return null;
	}

}
