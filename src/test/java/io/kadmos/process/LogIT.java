package io.kadmos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a node writes into its log. */
final class LogIT {

    @TempDir
    private Path directory;

    @Test
    void isJsonByOneSettingAndTellsEveryStateOnce() throws Exception {
        ProcessNode alone = new ProcessNode(directory.resolve("alone"), FreePorts.draw(),
                List.of("--logging.structured.format.console=logstash"));
        try {
            alone.start();
            alone.awaitReady();
            alone.awaitOutput("readiness=ready");
            assertThat(alone.terminate()).isEqualTo(143);

            List<JsonNode> lines = alone.output().lines().map(new JsonMapper()::readTree).toList();
            assertThat(lines).allSatisfy(line -> assertThat(line.has("@timestamp") && line.has("level")
                    && line.has("message") && line.has("logger_name")).as(line.toString()).isTrue());
            assertThat(lines).filteredOn(line -> line.get("message").asString().startsWith("readiness=ready"))
                    .hasSize(1);
            assertThat(lines).filteredOn(line -> line.get("message").asString().endsWith("stopped")).hasSize(1);
        } finally {
            alone.kill();
        }
    }
}
