package dev.multimail.infra;

import dev.multimail.functions.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** The template of an example deployment, synthesized once for all tests: starting the CDK's engine is what costs. */
final class Synthesized {
    static final Map<String, String> CONTEXT =
            Map.of("domain", "agents.example.com", "owner", "owner@example.org", "stage", "prod");

    private static final Path FOLDER = folder();
    private static final List<Map<String, Object>> TEMPLATES = synthesize();

    private Synthesized() {}

    private static Path folder() {
        try {
            return Files.createTempDirectory("multimail-synth");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static List<Map<String, Object>> synthesize() {
        try {
            Path jar = Files.writeString(FOLDER.resolve("functions.jar"), "stands for a jar");
            App app = new App(AppProps.builder()
                    .context(new HashMap<>(CONTEXT))
                    .outdir(assembly().toString())
                    .build());
            MultiMailApp.build(app, new Functions.Jars(jar, jar, jar));
            app.synth();
            List<Map<String, Object>> read = new ArrayList<>();
            for (Path file : files(".template.json")) {
                read.add(template(file));
            }
            return read;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> template(Path file) throws IOException {
        return Json.readOwn(Files.readString(file), Map.class);
    }

    /** The templates of the stack and of those nested in it. */
    static List<Map<String, Object>> templates() {
        return TEMPLATES;
    }

    /** The files of the cloud assembly whose names end so. */
    static List<Path> files(String end) throws IOException {
        try (Stream<Path> files = Files.list(assembly())) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    /** The cloud assembly's folder. */
    static Path assembly() {
        return FOLDER.resolve("cdk.out");
    }

    /** The resources of a type in all templates, by logical id. */
    static Map<String, Map<String, Object>> resources(String type) {
        Map<String, Map<String, Object>> found = new TreeMap<>();
        for (Map<String, Object> template : TEMPLATES) {
            for (String id : map(template, "Resources").keySet()) {
                Map<String, Object> resource = map(template, "Resources", id);
                if (type.equals(resource.get("Type"))) {
                    found.put(id, resource);
                }
            }
        }
        return found;
    }

    /** A part of a template, by its path. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> in, String... path) {
        Map<String, Object> current = in;
        for (String name : path) {
            current = (Map<String, Object>) current.getOrDefault(name, Map.of());
        }
        return current;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> in, String name) {
        return (List<Map<String, Object>>) in.getOrDefault(name, List.of());
    }
}
