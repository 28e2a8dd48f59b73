package io.kadmos.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program of this machine that a test needs; where it is missing, the test is skipped and says so. */
record Tool(Path path) {

    /** Finds it where shells find programs. */
    static Tool named(String name) {
        String searched = System.getenv().getOrDefault("PATH", "");
        List<Path> found = Stream.of(searched.split(File.pathSeparator, -1)).map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable).toList();
        assumeTrue(!found.isEmpty(), name + " is not installed");
        return new Tool(found.getFirst());
    }

    /** Runs it to its end. */
    Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** How it ended, and what it said. */
    record Result(int status, String output) {}
}
