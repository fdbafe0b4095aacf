package dev.multimail.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What each function may do: {@code grants.txt}, one line for each function and resource. A test runs every function
 * and compares what it was seen to do with these lines, so that neither lacks the other.
 */
final class Grants {
    private static final String FILE = "grants.txt";

    /**
     * A line.
     *
     * @param function the function's name
     * @param resource a name of {@link Resources}
     * @param byAws whether AWS does it in the function's name (it polls a queue, say) and the code never does
     * @param actions IAM's names
     */
    record Grant(String function, String resource, boolean byAws, List<String> actions) {
        Grant {
            actions = List.copyOf(actions);
        }

        static Grant parse(String line) {
            List<String> words = Arrays.asList(line.split(" +", -1));
            boolean byAws = words.get(2).equals("aws:");
            return new Grant(words.get(0), words.get(1), byAws, words.subList(byAws ? 3 : 2, words.size()));
        }
    }

    private final Map<String, List<Grant>> byFunction;

    private Grants(List<Grant> grants) {
        this.byFunction = grants.stream().collect(Collectors.groupingBy(Grant::function));
    }

    static Grants read() {
        try (InputStream file = Grants.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            return new Grants(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Grant::parse)
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<Grant> of(String function) {
        return byFunction.getOrDefault(function, List.of());
    }

    List<Grant> all() {
        return byFunction.values().stream().flatMap(List::stream).toList();
    }

    /** The policy of a function's role. */
    PolicyDocument policy(String function, Function<String, List<String>> arns, PolicyStatement logging) {
        List<PolicyStatement> statements = new ArrayList<>(List.of(logging));
        for (Grant grant : of(function)) {
            statements.add(PolicyStatement.Builder.create()
                    .actions(grant.actions())
                    .resources(arns.apply(grant.resource()))
                    .build());
        }
        return PolicyDocument.Builder.create().statements(statements).build();
    }
}
