package io.kubespring.apiserver.cluster;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.kubespring.apiserver.laptop.LaptopAddress;
import io.kubespring.apiserver.laptop.LaptopInstallation;
import io.kubespring.apiserver.laptop.LaptopRefusedException;
import io.kubespring.apiserver.registration.ApiServices;
import io.kubespring.apiserver.registration.ServiceReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What leads a cluster out of itself, made and removed through the cluster's API.
 */
class LaptopInstallationTests {

	private static final String SERVICES = "/api/v1/namespaces/shop/services";

	private static final String SLICES = "/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices";

	private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/shop/leases";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final StandInHostApi host = StandInHostApi.start();

	@TempDir
	private Path directory;

	private HostCluster cluster;

	@BeforeEach
	void connect() {
		this.cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(this.directory));
	}

	@AfterEach
	void disconnect() {
		this.cluster.close();
		this.host.close();
	}

	@Test
	void nameBecomesAnExternalService() {
		installation("host.docker.internal").install().block(PATIENCE);
		ObjectNode service = this.host.get(SERVICES, "orders-laptop");
		assertThat(service.path("spec")).isEqualTo(this.host.object("""
				{"type": "ExternalName", "externalName": "host.docker.internal",
				"ports": [{"name": "https", "port": 8443, "targetPort": 8443}]}"""));
		assertThat(service.at("/metadata/labels/app.kubernetes.io~1managed-by").asString())
			.isEqualTo("kubespring-laptop");
		assertThat(this.host.exists(SLICES, "orders-laptop")).isFalse();
	}

	@Test
	void addressBecomesAServiceWithAnEndpoint() {
		installation("192.168.1.7").install().block(PATIENCE);
		assertThat(this.host.get(SERVICES, "orders-laptop").path("spec"))
			.isEqualTo(this.host.object("{\"ports\": [{\"name\": \"https\", \"port\": 8443, \"targetPort\": 8443}]}"));
		ObjectNode slice = this.host.get(SLICES, "orders-laptop");
		assertThat(slice.at("/metadata/labels/kubernetes.io~1service-name").asString()).isEqualTo("orders-laptop");
		assertThat(slice.path("addressType").asString()).isEqualTo("IPv4");
		assertThat(slice.path("ports")).hasToString("[{\"name\":\"https\",\"protocol\":\"TCP\",\"port\":8443}]");
		assertThat(slice.path("endpoints"))
			.hasToString("[{\"addresses\":[\"192.168.1.7\"],\"conditions\":{\"ready\":true}}]");
	}

	@Test
	void whatAnEarlierRunLeftIsReplaced() {
		installation("192.168.1.7").install().block(PATIENCE);
		apiService("v1.g", "orders-laptop");
		apiService("v1alpha1.g", "orders-laptop");
		apiService("v1beta1.g", "orders");
		installation("desk").install().block(PATIENCE);
		assertThat(this.host.get(SERVICES, "orders-laptop").at("/spec/externalName").asString()).isEqualTo("desk");
		assertThat(this.host.exists(SLICES, "orders-laptop")).isFalse();
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1.g")).as("is brought up to date").isTrue();
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1alpha1.g")).as("is not served any more").isFalse();
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1beta1.g")).as("is another's").isTrue();
	}

	@Test
	void serviceOfOthersIsLeftAlone() {
		ObjectNode theirs = this.host.object("""
				{"metadata": {"name": "orders-laptop"}, "spec": {"selector": {"app": "orders"}}}""");
		this.host.put(SERVICES, theirs);
		assertThatExceptionOfType(LaptopRefusedException.class)
			.isThrownBy(() -> installation("desk").install().block(PATIENCE))
			.withMessage("The Service shop/orders-laptop is an installation of its own, of the pods with the labels"
					+ " {\"app\":\"orders\"}, and is not led to desk:8443.")
			.satisfies((ex) -> assertThat(ex.action()).contains("apiserver.laptop.service-name"));
		installation("desk").remove().block(PATIENCE);
		assertThat(this.host.get(SERVICES, "orders-laptop").path("spec")).isEqualTo(theirs.path("spec"));
	}

	@Test
	void exactlyWhatWasMadeIsRemovedApiServicesFirst() {
		installation("192.168.1.7").install().block(PATIENCE);
		apiService("v1.g", "orders-laptop");
		apiService("v2.g", "orders-laptop");
		apiService("v1.other", "orders");
		this.host.put(SERVICES, this.host.object("{\"metadata\": {\"name\": \"orders\"}}"));
		assertThat(installation("192.168.1.7").remove().block(PATIENCE)).containsExactly("v1.g", "v2.g");
		assertThat(this.host.calls()).filteredOn((call) -> call.method().equals("DELETE"))
			.extracting((call) -> call.path().substring(call.path().lastIndexOf("v1/") + 3))
			.containsExactly("apiservices/v1.g", "apiservices/v2.g", "namespaces/shop/endpointslices/orders-laptop",
					"namespaces/shop/services/orders-laptop");
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1.other")).isTrue();
		assertThat(this.host.exists(SERVICES, "orders")).isTrue();
	}

	@Test
	void apiServiceThatComesBackIsRemovedAgain() {
		apiService("v1.g", "orders-laptop");
		assertThat(installation("desk", stubborn(1)).remove().block(PATIENCE)).containsExactly("v1.g");
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1.g")).isFalse();
		apiService("v1.g", "orders-laptop");
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> installation("desk", stubborn(100)).remove().block(PATIENCE))
			.withMessage("somebody makes them again: [v1.g]");
	}

	/**
	 * Some deletions are followed by somebody who makes the object again.
	 */
	private ApiServices stubborn(int times) {
		AtomicInteger left = new AtomicInteger(times);
		ApiServices real = new HostApiServices(this.cluster, Schedulers.parallel());
		return (ApiServices) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { ApiServices.class },
				(proxy, method, arguments) -> {
					Object answer = method.invoke(real, arguments);
					return (method.getName().equals("delete") && left.getAndDecrement() > 0)
							? ((Mono<?>) answer).doOnSuccess((gone) -> apiService("v1.g", "orders-laptop")) : answer;
				});
	}

	@Test
	void leaseGoesUnlessSomebodyHoldsIt() {
		lease("");
		installation("desk").removeLease().block(PATIENCE);
		assertThat(this.host.exists(LEASES, "orders-laptop")).isFalse();
		lease("somebody");
		installation("desk").removeLease().block(PATIENCE);
		assertThat(this.host.exists(LEASES, "orders-laptop")).isTrue();
	}

	private void lease(String holder) {
		this.host.put(LEASES, this.host.object("""
				{"metadata": {"name": "orders-laptop"}, "spec": {"holderIdentity": "%s"}}""".formatted(holder)));
	}

	private void apiService(String name, String service) {
		this.host.put(StandInHostApi.API_SERVICES, this.host.object("""
				{"metadata": {"name": "%s"}, "spec": {"service": {"namespace": "shop", "name": "%s"}}}"""
			.formatted(name, service)));
	}

	private LaptopInstallation installation(String address) {
		return installation(address, new HostApiServices(this.cluster, Schedulers.parallel()));
	}

	private LaptopInstallation installation(String address, ApiServices apiServices) {
		return new LaptopInstallation(new ServiceReference("shop", "orders-laptop", 8443),
				LaptopAddress.parse(address, 8443), Set.of("v1.g"), new HostObjects(this.cluster), apiServices);
	}

}
