package dev.multimail.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.assertions.Template;

/** The template of an example deployment, synthesized once for all tests: starting the CDK's engine is what costs. */
final class Synthesized {
    static final Map<String, String> CONTEXT =
            Map.of("domain", "agents.example.com", "owner", "owner@example.org", "stage", "prod");

    private static final Path FOLDER = folder();
    private static final Template TEMPLATE = synthesize();

    private Synthesized() {}

    private static Path folder() {
        try {
            return Files.createTempDirectory("multimail-synth");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static Template synthesize() {
        try {
            Path jar = Files.writeString(FOLDER.resolve("functions.jar"), "stands for a jar");
            App app = new App(AppProps.builder()
                    .context(new HashMap<>(CONTEXT))
                    .outdir(FOLDER.resolve("cdk.out").toString())
                    .build());
            MultiMailStack stack = MultiMailApp.build(app, new Functions.Jars(jar, jar));
            Template template = Template.fromStack(stack);
            app.synth();
            return template;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    static Template template() {
        return TEMPLATE;
    }

    /** The cloud assembly's folder. */
    static Path assembly() {
        return FOLDER.resolve("cdk.out");
    }

    /** The resources of a type, by logical id. */
    static Map<String, Map<String, Object>> resources(String type) {
        return TEMPLATE.findResources(type);
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
