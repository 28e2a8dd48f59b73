package io.kadmos.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Java has loaded, linked and found to be hot in a run of the packaged jar: with it a node starts as one of the
 * image does, with less than half the work. The first test that starts a process trains it, once for each jar. Where
 * that fails the tests say so, and start their nodes without.
 */
final class AotCache {

    /** Found once; a thread that comes while it is trained waits. */
    private static final List<String> OPTIONS = optionsFor(ProcessNode.jar());
    private static final int REQUESTS = 50;

    private AotCache() {}

    /** What a node is to be started with. */
    static List<String> options() {
        return OPTIONS;
    }

    private static List<String> optionsFor(Path jar) {
        Path cache = jar.resolveSibling("kadmos-" + Runtime.version() + ".aot");
        try {
            if (!isOf(jar, cache)) {
                Files.deleteIfExists(cache);
                train(jar, cache);
            }
            return List.of("-XX:AOTCache=" + cache);
        } catch (IOException | InterruptedException | AssertionError e) {
            System.out.println("Nodes start without an AOT cache: " + e);
            return List.of();
        }
    }

    private static boolean isOf(Path jar, Path cache) throws IOException {
        return Files.exists(cache) && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) >= 0;
    }

    private static void train(Path jar, Path cache) throws IOException, InterruptedException {
        long began = System.nanoTime();
        ProcessNode node = new ProcessNode(jar.resolveSibling("training"), FreePorts.draw(), List.of());
        try {
            node.start(List.of("-XX:AOTCacheOutput=" + cache));
            node.awaitReady();
            for (int i = 0; i < REQUESTS; i++) {
                node.put("training-" + i, "a value");
                node.get("training-" + i);
            }
            node.cluster("");
            node.cluster("/nodes");
            node.metrics();
            node.terminate();
            node.wipe();
        } finally {
            node.kill();
        }
        if (!Files.exists(cache)) {
            throw new IOException("none was made\n" + node.tail());
        }
        System.out.println("trained an AOT cache of " + (Files.size(cache) >> 20) + " MiB in "
                + (System.nanoTime() - began) / 1_000_000 + " ms");
    }
}
