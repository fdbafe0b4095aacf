package dev.multimail.functions.simulation;

import dev.multimail.functions.simulation.Deeds.Deed;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Clients that send, and send the same again under its idempotency key: they must get the first answer each time. */
final class Replays {
    private final World world;
    private final Cast cast;
    private final List<Request> requests = new ArrayList<>();

    private static final class Request {
        private final String token;
        private final Map<String, Object> body;
        private @Nullable String accepted;

        Request(String token, Map<String, Object> body) {
            this.token = token;
            this.body = body;
        }
    }

    Replays(World world, Cast cast) {
        this.world = world;
        this.cast = cast;
    }

    /** A request that was not made before. */
    Deed first(String token, Map<String, Object> body, boolean keyed) {
        Map<String, Object> whole = new HashMap<>(body);
        if (keyed) {
            whole.put("idempotency_key", "key-" + requests.size());
        }
        Request request = new Request(token, whole);
        if (keyed) {
            requests.add(request);
        }
        return new Deed("send " + whole.get("subject"), () -> make(request, keyed));
    }

    /** One of the requests with a key once more; a first one if there is none. */
    Deed again(Random random) {
        if (requests.isEmpty()) {
            return first(
                    cast.mailbox().token(),
                    Map.of("to", List.of("vendor@example.org"), "subject", "First", "text", "Hello."),
                    true);
        }
        Request request = requests.get(random.nextInt(requests.size()));
        return new Deed("send again " + request.body.get("subject"), () -> make(request, true));
    }

    private String make(Request request, boolean keyed) {
        Answer answer = world.call(request.token, "POST", "/v1/mailboxes/me/send", request.body);
        if (answer.status() == 202) {
            cast.remember(answer.text("id"));
            if (keyed) {
                String first = request.accepted == null ? answer.body() : request.accepted;
                Law.require(first.equals(answer.body()), "a key's answer stays the same", answer);
                request.accepted = first;
            }
        }
        return answer.status() + " " + answer.text("status");
    }
}
