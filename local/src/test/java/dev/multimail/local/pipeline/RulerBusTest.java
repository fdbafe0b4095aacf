package dev.multimail.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.functions.pipeline.Events;
import dev.multimail.webhook.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RulerBusTest {
    @Test
    void theRuleOfWebhooksNamesEveryEvent() throws IOException {
        try (InputStream in = RulerBus.class.getResourceAsStream("/events/patterns/webhooks.json")) {
            Tree pattern = Json.tree(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));

            assertThat(pattern.at("source").first().text()).isEqualTo(Events.SOURCE);
            assertThat(pattern.at("detail-type").list().stream().map(Tree::text))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values())
                            .map(EventType::messageName)
                            .toList());
        }
    }
}
