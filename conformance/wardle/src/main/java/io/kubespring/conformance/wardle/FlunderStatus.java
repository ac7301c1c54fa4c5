package io.kubespring.conformance.wardle;

record FlunderStatus() {

}
