/**
 * What the node asks of Kubernetes, if it runs there: whether its pod stops for good. One GET of its own StatefulSet,
 * with the service account of the pod, and nothing else. Imports nothing of Kadmos. Blocks; for any thread but the
 * event loop.
 */
@NullMarked
package io.kadmos.kubernetes;

import org.jspecify.annotations.NullMarked;
