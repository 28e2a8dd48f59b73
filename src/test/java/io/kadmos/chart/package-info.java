/** Tests of the Helm chart: rendered by the real engine, and checked against the types of the Kubernetes API. */
@NullMarked
package io.kadmos.chart;

import org.jspecify.annotations.NullMarked;
