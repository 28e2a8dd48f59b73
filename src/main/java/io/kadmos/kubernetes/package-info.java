/**
 * Asks Kubernetes whether the pod of this node stops for good: one GET of its own StatefulSet, with the service
 * account of the pod, and nothing else. Blocks; for any thread but the event loop.
 */
@NullMarked
package io.kadmos.kubernetes;

import org.jspecify.annotations.NullMarked;
