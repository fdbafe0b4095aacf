package dev.multimail.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.World;
import dev.multimail.mcp.tool.Tool;
import dev.multimail.mcp.tool.Toolbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each tool as clients see it stands in a file, so that a change is seen in review. After an intended change run the
 * tests with {@code -Dmultimail.snapshots=write}.
 */
class ToolSnapshotsTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "tools");
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Toolbox toolbox = new Toolbox(Stage.routes(new World()));

    @Test
    void eachToolIsAsItsFileSays() throws IOException {
        Map<String, String> tools = new TreeMap<>();
        for (Tool tool : toolbox.tools()) {
            tools.put(tool.name() + ".json", snapshot(tool));
        }
        if ("write".equals(System.getProperty("multimail.snapshots"))) {
            write(tools);
        }
        assertThat(files()).isEqualTo(tools.keySet());
        for (Map.Entry<String, String> entry : tools.entrySet()) {
            assertThat(Files.readString(FOLDER.resolve(entry.getKey())))
                    .as(entry.getKey())
                    .isEqualTo(entry.getValue());
        }
    }

    private String snapshot(Tool tool) {
        Map<String, Object> snapshot = new TreeMap<>(Map.of(
                "listed", tool.listing().name().toLowerCase(Locale.ROOT),
                "operations", tool.way().operations(),
                "tool", Tools.describe(tool, toolbox)));
        return MAPPER.writeValueAsString(snapshot) + "\n";
    }

    private static void write(Map<String, String> tools) throws IOException {
        Files.createDirectories(FOLDER);
        for (String gone : files()) {
            if (!tools.containsKey(gone)) {
                Files.delete(FOLDER.resolve(gone));
            }
        }
        for (Map.Entry<String, String> entry : tools.entrySet()) {
            Files.writeString(FOLDER.resolve(entry.getKey()), entry.getValue());
        }
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> found = Files.list(FOLDER)) {
            return found.map(path -> Objects.requireNonNull(path.getFileName()).toString())
                    .collect(Collectors.toSet());
        }
    }
}
