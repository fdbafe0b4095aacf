package dev.multimail.conventions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The repository's own text files: without what {@code .gitignore} names, and without the Maven wrapper's scripts. */
final class Repository {
    private static final Set<String> FOREIGN = Set.of("mvnw", "mvnw.cmd", "LICENSE");
    private static final Set<String> DOT_FOLDERS_OF_OURS = Set.of(".ci", ".mvn", ".github");
    private static final Pattern TEXT_NAME =
            Pattern.compile(".*\\.(?:java|py|md|xml|json|ya?ml|toml|txt|html|css|lean|js|mjs|ts|sh|config)|[^.]+");
    private static final long LONGEST_TEXT = 2_000_000;

    private Repository() {}

    static List<SourceFile> sources() throws IOException {
        return sourcesBelow(root());
    }

    static List<SourceFile> sourcesBelow(Path root) throws IOException {
        List<Pattern> ignored = ignored(root);
        List<SourceFile> sources = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean foreign = name.startsWith(".") && !DOT_FOLDERS_OF_OURS.contains(name);
                boolean skipped = foreign
                        || ignored.stream()
                                .anyMatch(pattern -> pattern.matcher(name).matches());
                return skipped && !folder.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (attributes.isRegularFile()
                        && attributes.size() <= LONGEST_TEXT
                        && TEXT_NAME.matcher(name).matches()
                        && !FOREIGN.contains(name)) {
                    String path = root.relativize(file).toString().replace('\\', '/');
                    sources.add(new SourceFile(path, new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        sources.sort(Comparator.comparing(SourceFile::path));
        return List.copyOf(sources);
    }

    /** The folder that holds the door, wherever the tests were started. */
    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("multimail")) && Files.isRegularFile(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("The tests must run somewhere inside the repository.");
    }

    private static List<Pattern> ignored(Path root) throws IOException {
        return Files.readAllLines(root.resolve(".gitignore")).stream()
                .filter(line -> line.endsWith("/"))
                .map(line -> line.substring(0, line.length() - 1))
                .map(line -> Pattern.compile(Pattern.quote(line).replace("*", "\\E.*\\Q")))
                .toList();
    }
}
