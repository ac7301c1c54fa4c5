package io.kubespring.sample.fleet;

record VehicleStatus(long kilometres) {

}
