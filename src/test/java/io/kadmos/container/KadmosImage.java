package io.kadmos.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The image, built from this working copy as its users build it, with whatever builder their Docker has. It bears the
 * name that the compose file gives it, so that one build serves all tests. With {@code -Dkadmos.image=…} there is none.
 */
final class KadmosImage {

    private static final String NAME = "kadmos";

    private KadmosImage() {}

    /** Builds it, which takes seconds if nothing has changed, and one at a time. Returns its name. */
    static synchronized String build() throws IOException, InterruptedException {
        String given = System.getProperty("kadmos.image");
        if (given != null) {
            return given;
        }
        Process build = new ProcessBuilder("docker", "build", "--tag", NAME, ".").redirectErrorStream(true).start();
        String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (build.waitFor() != 0) {
            throw new AssertionError("the image cannot be built:\n" + output);
        }
        return NAME;
    }
}
