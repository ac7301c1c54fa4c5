package io.kubespring.sample.fleet;

record VehicleSpec(String plate) {

}
