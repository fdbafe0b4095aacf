package dev.multimail.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.api.Api;
import dev.multimail.functions.testing.World;
import dev.multimail.mcp.tool.Tool.Listing;
import dev.multimail.policy.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the descriptions of tools promise to each other and to the API. */
class ToolboxTest {
    private final World world = new World();
    private final Toolbox toolbox = new Toolbox(Stream.concat(
                    Api.operations(world.services()).stream().map(Route::of),
                    Api.publicOperations(world.services()).stream().map(Route::of))
            .toList());

    @Test
    void everyToolHasItsOperations() {
        assertThat(toolbox.missingOperations()).isEmpty();
    }

    @Test
    void everyOperationHasATool() {
        Set<String> called = toolbox.tools().stream()
                .filter(tool -> tool.listing() != Listing.OLDER_NAME)
                .flatMap(tool -> tool.way().operations().stream())
                .collect(Collectors.toSet());
        assertThat(called)
                .containsAll(Stream.of(Operation.values())
                        // Nothing is to be paid here.
                        .filter(operation -> operation != Operation.BILLING)
                        .map(Operation::wire)
                        .toList());
    }

    @Test
    void thereAreAtLeastFiftyToolsInTheLists() {
        assertThat(toolbox.tools().stream().filter(tool -> tool.listing() != Listing.OLDER_NAME))
                .hasSizeGreaterThanOrEqualTo(50);
    }

    @Test
    void namesAreInSnakeCaseAndGivenOnce() {
        List<String> names = Toolbox.catalogue().map(Tool::name).toList();
        assertThat(names).allMatch(name -> name.matches("[a-z]+(_[a-z]+)*")).doesNotHaveDuplicates();
        Toolbox.catalogue()
                .forEach(tool -> assertThat(tool.parameters().stream().map(Parameter::name))
                        .as(tool.name())
                        .doesNotHaveDuplicates());
    }

    @Test
    void everyPlaceInAPathCanBeFilled() {
        for (Tool tool : toolbox.tools()) {
            Set<String> given = new HashSet<>(Set.of("mailbox"));
            tool.parameters().forEach(parameter -> given.add(parameter.wire()));
            assertThat(toolbox.routesOf(tool))
                    .as(tool.name())
                    .allSatisfy(route -> assertThat(route.paths())
                            .anyMatch(path -> Stream.of(path.split("/", -1))
                                    .filter(segment -> segment.startsWith("{"))
                                    .map(segment -> segment.substring(1, segment.length() - 1))
                                    .allMatch(given::contains)));
        }
    }

    @Test
    void descriptionsAreOneOrTwoShortSentences() {
        assertThat(Toolbox.catalogue()).allSatisfy(tool -> {
            assertThat(tool.description()).as(tool.name()).endsWith(".").hasSizeLessThanOrEqualTo(200);
            assertThat(tool.title()).isNotBlank().doesNotEndWith(".");
            assertThat(tool.parameters())
                    .allSatisfy(parameter ->
                            assertThat(parameter.description()).endsWith(".").hasSizeLessThan(100));
        });
    }

    @Test
    void hintsFollowFromTheOperation() {
        assertThat(hints("check_inbox")).isEqualTo(new Toolbox.Hints(true, false, true, false));
        assertThat(hints("send_email")).isEqualTo(new Toolbox.Hints(false, false, false, true));
        assertThat(hints("cancel_message")).isEqualTo(new Toolbox.Hints(false, true, true, false));
        assertThat(hints("delete_contact")).isEqualTo(new Toolbox.Hints(false, true, true, false));
        assertThat(hints("decide_email")).isEqualTo(new Toolbox.Hints(false, true, false, true));
        assertThat(hints("set_tags")).isEqualTo(new Toolbox.Hints(false, false, true, false));
    }

    private Toolbox.Hints hints(String name) {
        Tool tool = toolbox.tools().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return toolbox.hints(tool);
    }
}
