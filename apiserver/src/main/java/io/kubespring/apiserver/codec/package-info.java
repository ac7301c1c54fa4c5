/**
 * Objects as bytes and trees: encoding once, reading back, YAML.
 */
@NullMarked
package io.kubespring.apiserver.codec;

import org.jspecify.annotations.NullMarked;
