package dev.multimail.local.pipeline;

import dev.multimail.effect.Bus;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.pipeline.Events;
import dev.multimail.webhook.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import software.amazon.event.ruler.Machine;

/**
 * The event bus: EventBridge's own matcher over the patterns in {@code events/patterns}. A target is called before
 * publishing ends, so that the stream moves on only when the target's work is kept.
 */
public final class RulerBus implements Bus {
    /** The rule whose target fans events out to webhooks. */
    private static final String WEBHOOKS = "webhooks";

    private final Functions functions;
    private final Machine rules = Machine.builder().build();

    public RulerBus(Functions functions) {
        this.functions = functions;
        try (InputStream pattern = RulerBus.class.getResourceAsStream("/events/patterns/webhooks.json")) {
            if (pattern == null) {
                throw new IllegalStateException("the pattern of the rule " + WEBHOOKS + " is not on the class path");
            }
            rules.addRule(WEBHOOKS, pattern);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void publish(Event event) {
        Map<String, Object> eventBridge = eventBridge(event);
        if (matching(Json.write(eventBridge)).contains(WEBHOOKS)) {
            functions.fanOut(eventBridge);
        }
    }

    // The matcher declares every checked exception; the task carries one out as an unchecked exception.
    private List<String> matching(String json) {
        FutureTask<List<String>> match = new FutureTask<>(() -> rules.rulesForJSONEvent(json));
        match.run();
        return match.resultNow();
    }

    private static Map<String, Object> eventBridge(Event event) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("version", "0");
        envelope.put("id", event.id());
        envelope.put("detail-type", Events.detailType(event));
        envelope.put("source", Events.SOURCE);
        envelope.put("account", "000000000000");
        envelope.put("time", event.at().toString());
        envelope.put("region", "local");
        envelope.put("resources", List.of());
        envelope.put("detail", Events.detail(event));
        return envelope;
    }
}
