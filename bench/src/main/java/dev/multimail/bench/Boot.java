package dev.multimail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The time from the command to the first answer, once everything is built. */
final class Boot implements Measurement {
    private static final int STARTS = 5;
    private static final double BAR = 5;
    private static final int PATIENCE_SECONDS = 60;
    private static final long LOOK_EVERY_MILLIS = 5;

    private final Path root;

    /** @param root the folder of the repository, in which the command lies */
    Boot(Path root) {
        this.root = root;
    }

    @Override
    public List<Figure> run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("multimail-boot");
        try {
            // The first start writes the archive of classes that later ones use.
            double first = start(folder.resolve("first"));
            Samples seconds = new Samples();
            for (int number = 0; number < STARTS; number++) {
                seconds.add(start(folder.resolve("ready-" + number)));
            }
            return List.of(new Figure(
                    "boot to ready",
                    String.format(Locale.ROOT, "<= %.0f s", BAR),
                    String.format(
                            Locale.ROOT,
                            "%s; %d starts, and %.2f s for the first one after a build",
                            seconds.text("s"),
                            seconds.count(),
                            first),
                    seconds.median() <= BAR));
        } finally {
            Files.delete(folder);
        }
    }

    private double start(Path ready) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process service = new ProcessBuilder(
                        root.resolve("multimail").toString(),
                        "local",
                        "--ephemeral",
                        "--port",
                        "0",
                        "--smtp-port",
                        "0",
                        "--ready-file",
                        ready.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (!Files.exists(ready)) {
                boolean late = System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                if (late || !service.isAlive()) {
                    throw new IOException("./multimail local does not become ready");
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            service.destroy();
            if (!service.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                service.destroyForcibly();
            }
            Files.deleteIfExists(ready);
        }
    }
}
