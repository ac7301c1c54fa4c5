package io.kubespring.apiserver.registry;

import java.util.List;

/**
 * Where a resource with a {@code scale} subresource keeps its numbers.
 *
 * @param specReplicas the members that lead to the wanted number of replicas
 * @param statusReplicas the members that lead to the present number of replicas
 * @param selector the members that lead to the label selector's text, empty for none
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ScaleDefinition(List<String> specReplicas, List<String> statusReplicas, List<String> selector) {

}
