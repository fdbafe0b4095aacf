package dev.multimail.bench;

import dev.multimail.functions.json.Json;
import dev.multimail.local.CannotStart;
import dev.multimail.local.LocalInstallation;
import dev.multimail.local.Options;
import dev.multimail.local.data.Keyring;
import dev.multimail.mcp.McpFunction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The time of a tool's call over that of the REST call that it makes, both over HTTP, one after the other in turns. */
final class ToolTime implements Measurement {
    private static final int MESSAGES = 20;
    private static final int WARM_UP = 1_000;
    private static final int PAIRS = 800;
    private static final double BAR = 1.25;

    /** What is asked both ways: a body for REST, and the arguments of the tool. */
    private interface Asked {
        String body(String key);

        Map<String, Object> arguments(String key);
    }

    private record Inbox() implements Asked {
        @Override
        public String body(String key) {
            return "";
        }

        @Override
        public Map<String, Object> arguments(String key) {
            return Map.of();
        }
    }

    // Scheduled, so that nothing is delivered meanwhile: what is compared shares its processor with deliveries.
    private record Send(String at) implements Asked {
        @Override
        public String body(String key) {
            return Json.write(arguments(key));
        }

        @Override
        public Map<String, Object> arguments(String key) {
            Map<String, Object> fields = new LinkedHashMap<>(Sends.fields(key));
            fields.put("send_at", at);
            return fields;
        }
    }

    @Override
    public List<Figure> run() throws IOException, InterruptedException {
        try (LocalInstallation service = start()) {
            Keyring.Tokens mailbox = service.keyring().mailboxes().getLast();
            String path = "/v1/mailboxes/" + mailbox.id();
            String token = mailbox.token();
            Sends.unhinder(service, mailbox);
            try (KeptConnection send = new KeptConnection(service.url(), "POST", path + "/send", token)) {
                for (int number = 0; number < MESSAGES; number++) {
                    insist(send.ask(Sends.body(UUID.randomUUID().toString())));
                }
            }
            service.settle();
            Instant now = service.services().clock().instant();
            String tomorrow = now.plus(Duration.ofDays(1)).toString();
            List<Figure> figures = new ArrayList<>();
            // Opened when they are used: the service closes those that are idle.
            try (KeptConnection tool = new KeptConnection(service.url(), "POST", McpFunction.PATH, token);
                    KeptConnection inbox = new KeptConnection(service.url(), "GET", path + "/emails", token)) {
                figures.add(compare("check_inbox", tool, inbox, new Inbox(), service));
            }
            try (KeptConnection tool = new KeptConnection(service.url(), "POST", McpFunction.PATH, token);
                    KeptConnection send = new KeptConnection(service.url(), "POST", path + "/send", token)) {
                figures.add(compare("send_email", tool, send, new Send(tomorrow), service));
            }
            return figures;
        }
    }

    private static LocalInstallation start() throws IOException {
        try {
            return LocalInstallation.start(Options.ephemeral(), System.err);
        } catch (CannotStart failed) {
            throw new IOException("the service does not start", failed);
        }
    }

    private static Figure compare(
            String name, KeptConnection tool, KeptConnection rest, Asked asked, LocalInstallation service)
            throws IOException {
        Samples tools = new Samples();
        Samples calls = new Samples();
        for (int pair = 0; pair < WARM_UP + PAIRS; pair++) {
            // Whoever comes first changes from pair to pair, so that neither has the better place.
            boolean toolFirst = pair % 2 == 0;
            double first = toolFirst ? tool(name, tool, asked) : rest(rest, asked);
            // What a call leaves to do, such as the stream's reading of its audit record, is not to meet the next one.
            service.settle();
            double second = toolFirst ? rest(rest, asked) : tool(name, tool, asked);
            service.settle();
            if (pair >= WARM_UP) {
                tools.add(toolFirst ? first : second);
                calls.add(toolFirst ? second : first);
            }
        }
        double ratio = tools.median() / calls.median();
        return new Figure(
                "tool " + name + " over its REST call",
                String.format(Locale.ROOT, "<= %.2f", BAR),
                String.format(
                        Locale.ROOT,
                        "%.2f; tool %s, REST %s, %d pairs",
                        ratio,
                        tools.text("ms"),
                        calls.text("ms"),
                        calls.count()),
                ratio <= BAR);
    }

    private static double tool(String name, KeptConnection connection, Asked asked) throws IOException {
        String message = Json.write(Map.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "tools/call",
                "params",
                Map.of(
                        "name",
                        name,
                        "arguments",
                        asked.arguments(UUID.randomUUID().toString()))));
        return millis(connection, message);
    }

    private static double rest(KeptConnection connection, Asked asked) throws IOException {
        return millis(connection, asked.body(UUID.randomUUID().toString()));
    }

    private static double millis(KeptConnection connection, String body) throws IOException {
        long begun = System.nanoTime();
        KeptConnection.Answer answer = connection.ask(body);
        double millis = (System.nanoTime() - begun) / 1e6;
        insist(answer);
        return millis;
    }

    private static void insist(KeptConnection.Answer answer) {
        if (answer.status() >= 300 || answer.body().contains("\"isError\":true")) {
            throw new IllegalStateException(answer.status() + " " + answer.body());
        }
    }
}
