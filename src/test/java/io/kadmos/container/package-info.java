/**
 * Tests of the image that the Dockerfile builds, with real containers. They need a Docker engine, and are skipped where
 * none answers.
 */
@NullMarked
package io.kadmos.container;

import org.jspecify.annotations.NullMarked;
