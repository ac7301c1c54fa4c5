package io.kubespring.conformance.informer;

import java.io.FileReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesApi;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesObject;
import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InformerRestartStoryTests {

	private static final String GROUP = "wardle.example.com";

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final Kubectl kubectl = this.cluster.kubectl();

	private final Map<String, String> seen = new ConcurrentHashMap<>();

	@Test
	void informerStaysRightWhileTheServerRestarts() throws Exception {
		ApiClient client = ClientBuilder
			.kubeconfig(KubeConfig.loadKubeConfig(new FileReader(this.cluster.kubeconfig().toFile())))
			.build();
		client.setHttpClient(client.getHttpClient().newBuilder().readTimeout(Duration.ZERO).build());
		SharedInformerFactory factory = new SharedInformerFactory(client);
		DynamicKubernetesApi api = new DynamicKubernetesApi(GROUP, "v1alpha1", "fischers", client);
		SharedIndexInformer<DynamicKubernetesObject> informer = factory.sharedIndexInformerFor(api,
				DynamicKubernetesObject.class, 0);
		informer.addEventHandler(new Recorder());
		factory.startAllRegisteredInformers();
		try {
			create("before-1");
			create("before-2");
			awaitSeen("before-1", "before-2");
			this.cluster.wardle().stop();
			this.cluster.wardle().startAgain();
			this.cluster.awaitAvailable("v1alpha1." + GROUP);
			awaitSeen();
			create("after");
			awaitSeen("after");
			this.kubectl.out("delete", "fischers", "after");
			awaitSeen();
			assertThat(this.seen).isEmpty();
		}
		finally {
			factory.stopAllRegisteredInformers();
		}
	}

	private void create(String name) {
		this.kubectl.runWith("""
				apiVersion: wardle.example.com/v1alpha1
				kind: Fischer
				metadata: {name: %s}
				disallowedFlunders: [x]
				""".formatted(name), "create", "-f", "-").orFail();
	}

	private void awaitSeen(String... names) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(90))
			.pollInterval(Duration.ofMillis(200))
			.untilAsserted(
					() -> assertThat(new TreeMap<>(this.seen).keySet()).containsExactlyElementsOf(List.of(names)));
	}

	private final class Recorder implements ResourceEventHandler<DynamicKubernetesObject> {

		@Override
		public void onAdd(DynamicKubernetesObject object) {
			InformerRestartStoryTests.this.seen.put(object.getMetadata().getName(), object.getMetadata().getUid());
		}

		@Override
		public void onUpdate(DynamicKubernetesObject before, DynamicKubernetesObject after) {
			onAdd(after);
		}

		@Override
		public void onDelete(DynamicKubernetesObject object, boolean stale) {
			InformerRestartStoryTests.this.seen.remove(object.getMetadata().getName());
		}

	}

}
