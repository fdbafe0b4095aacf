package dev.multimail.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jars that are deployed: what answers requests is small. */
class JarsTest {
    private static final Path FOLDER = Path.of("..", "lambda", "target");
    private static final long MOST_BYTES = 12_000_000;

    private static Path jar(String kind) {
        Path jar = FOLDER.resolve("lambda-0.1.0-SNAPSHOT-" + kind + ".jar");
        assertThat(jar)
                .as("packaged by ./mvnw verify before this module's tests")
                .exists();
        return jar;
    }

    @Test
    void theApisJarHasAtMostTwelveMegabytes() throws IOException {
        assertThat(Files.size(jar("api"))).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void nothingThatTheClientOfTheTablesIsMadeOfIsLeftOut() throws IOException {
        // Nothing but the jar and the JDK, as on Lambda. Before it is used, the JVM looks at what the client names.
        try (URLClassLoader lambda =
                new URLClassLoader(new URL[] {jar("api").toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            String client = "software.amazon.awssdk.services.dynamodb.DefaultDynamoDbClient";
            assertThatCode(() -> Class.forName(client, true, lambda)).doesNotThrowAnyException();
        }
    }

    @Test
    void theApisJarHoldsNoClientButTheTables() throws IOException {
        try (JarFile jar = new JarFile(jar("api").toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName().split("/")))
                    .filteredOn(path -> path.length > 5 && path[3].equals("services"))
                    .extracting(path -> path[4])
                    .containsOnly("dynamodb");
        }
    }
}
