package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.wiring.Services;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What is done before AWS takes the snapshot that SnapStart starts functions from: classes are loaded and connections
 * made by one harmless read and one pass through the handler. Nothing here is unique or lasting: ids, times and
 * randomness are made when a request is there, and the JDK's generator reads the system's randomness anew after a
 * restore.
 */
public final class Priming implements Resource {
    // The registry holds its resources weakly, and a function has one for as long as its process lives.
    private static final List<Priming> REGISTERED = new CopyOnWriteArrayList<>();

    private final Runnable call;

    private Priming(Runnable call) {
        this.call = call;
    }

    /**
     * Has a function primed that reads the tables. Where no snapshots are taken, nothing happens.
     *
     * @param call runs the handler with an event that it refuses without a write
     */
    static void register(Services services, Runnable call) {
        register(() -> {
            services.store().accounts().reachable();
            call.run();
        });
    }

    /** Has a function primed that does without the tables. */
    static void register(Runnable call) {
        Priming priming = new Priming(call);
        REGISTERED.add(priming);
        Core.getGlobalContext().register(priming);
    }

    /** Gives an event to a function as Lambda does, and drops its answer. */
    static void pass(RequestStreamHandler function, String event) {
        try {
            function.handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                    OutputStream.nullOutputStream(),
                    new PrimingContext());
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        Json.tree(Json.write(Map.of("status", "primed"))).at("status").text();
        call.run();
    }

    // Connections that went stale are found out by the clients, which make new ones.
    @Override
    public void afterRestore(Context<? extends Resource> context) {}
}
