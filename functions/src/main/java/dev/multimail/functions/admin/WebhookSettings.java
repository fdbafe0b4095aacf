package dev.multimail.functions.admin;

import dev.multimail.functions.webhook.WebhookPoster;
import dev.multimail.functions.wiring.Services;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.webhook.EventType;
import dev.multimail.webhook.Subscription;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of where webhooks post and to what they listen. Each failure names the field and changes nothing. */
public final class WebhookSettings {
    private WebhookSettings() {}

    /** An address that may be posted to. */
    public static String url(Services services, @Nullable String text) {
        if (text == null) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "url is missing.", "field", "url");
        }
        try {
            URI url = new URI(text);
            WebhookPoster.requireUsable(url, services.settings().webhookAddresses());
            return text;
        } catch (URISyntaxException e) {
            throw Problem.of(ErrorCode.INVALID_FIELD, "url is not a URL.", "field", "url");
        }
    }

    /** The names of events, each of which exists; none means all. */
    public static List<String> events(@Nullable List<String> given) {
        if (given == null || given.isEmpty()) {
            return List.of(Subscription.ALL);
        }
        for (String name : given) {
            boolean known = name != null
                    && (name.equals(Subscription.ALL) || EventType.parse(name).isPresent());
            if (!known) {
                throw Problem.of(ErrorCode.INVALID_FIELD, "There is no event " + name + ".", "field", "events");
            }
        }
        return given.stream().distinct().toList();
    }
}
