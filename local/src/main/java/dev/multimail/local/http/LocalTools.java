package dev.multimail.local.http;

import dev.multimail.functions.json.Json;
import dev.multimail.local.data.OutboxMail;
import dev.multimail.local.smtp.Arrivals;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What exists on a developer's machine only, under {@code /_local/}: console, outbox, arriving mail and the clock. */
public final class LocalTools {
    private static final String PREFIX = "/_local/";
    private static final String CONSOLE = "console";
    private static final Pattern POSITIVE = Pattern.compile("[1-9][0-9]{0,8}|" + Integer.MAX_VALUE);
    private static final Duration LONGEST_STEP = Duration.ofDays(3_650);

    private final Function<OutboxQuery, List<OutboxMail>> outbox;
    private final Arrivals arrivals;
    private final Supplier<Map<String, Object>> state;
    private final Function<Duration, Instant> advance;

    /**
     * @param state what the console shows
     * @param advance advances the clock, waits until everything followed, and answers the new time
     */
    public LocalTools(
            Function<OutboxQuery, List<OutboxMail>> outbox,
            Arrivals arrivals,
            Supplier<Map<String, Object>> state,
            Function<Duration, Instant> advance) {
        this.outbox = outbox;
        this.arrivals = arrivals;
        this.state = state;
        this.advance = advance;
    }

    /** Which part of the outbox: what was kept or what left, after an id, and how many of them at most. */
    public record OutboxQuery(boolean kept, String sinceId, int most) {}

    private record Step(@Nullable Long advanceSeconds) {}

    /** Whether a request is for these tools and not for the API. */
    public static boolean owns(Request request) {
        return request.path().equals("/") || request.path().startsWith(PREFIX);
    }

    public Response handle(Request request) {
        if (!SameSite.allows(request)) {
            return error(
                    403, "foreign_site", "This page is for this machine's own browser.", "Open it by its address.");
        }
        if (request.path().equals("/")) {
            return new Response(302, Map.of("location", PREFIX + CONSOLE), Response.text(""));
        }
        String name = request.path().substring(PREFIX.length());
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        return switch (method + " " + name) {
            case "GET outbox" -> outbox(request);
            case "GET state" -> Response.json(200, state.get());
            case "POST inbound" -> inbound(request);
            case "POST clock" -> clock(request);
            case "GET console", "GET console/" -> file("console.html");
            case String other when other.startsWith("GET console/") -> file(name.substring(CONSOLE.length() + 1));
            default -> error(404, "not_found", "There is no such tool.", "See the README for what /_local/ offers.");
        };
    }

    private static Response file(String name) {
        return ConsoleFiles.read(name)
                .orElseGet(() -> error(404, "not_found", "The console has no such file.", "Open /_local/console."));
    }

    private Response outbox(Request request) {
        boolean kept = "true".equals(request.query().get("kept"));
        String since = request.query().getOrDefault("since_id", "");
        String limit = request.query().getOrDefault("limit", Integer.toString(Integer.MAX_VALUE));
        if (!POSITIVE.matcher(limit).matches()) {
            return error(
                    400, ErrorCode.INVALID_FIELD.wire(), "limit is a whole number from 1.", "Leave it out for all.");
        }
        return Response.json(
                200,
                outbox.apply(new OutboxQuery(kept, since, Integer.parseInt(limit))).stream()
                        .map(LocalTools::view)
                        .toList());
    }

    private static Map<String, Object> view(OutboxMail mail) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", mail.id());
        view.put("at", mail.at().toString());
        view.put("kind", mail.kind().name().toLowerCase(Locale.ROOT));
        view.put("message_id", mail.tag());
        view.put("attempt", mail.attempt());
        view.put("test", mail.test());
        view.put("mail_from", mail.mailFrom());
        view.put("rcpt_to", mail.rcptTo());
        view.put("raw", Base64.getEncoder().encodeToString(mail.raw().toByteArray()));
        return view;
    }

    private Response inbound(Request request) {
        List<String> recipients = Arrays.stream(
                        request.header("x-rcpt-to").orElse("").split(","))
                .map(String::strip)
                .filter(recipient -> !recipient.isEmpty())
                .toList();
        List<String> unknown = recipients.stream()
                .filter(recipient -> !arrivals.knows(recipient))
                .toList();
        if (recipients.isEmpty()) {
            return error(400, "missing_field", "The header X-Rcpt-To is missing.", "Name the envelope's recipients.");
        }
        if (!unknown.isEmpty()) {
            return error(
                    404,
                    "not_found",
                    "No mailbox here has the address " + String.join(", ", unknown) + ".",
                    "Make the mailbox first, or mend the address.");
        }
        String id = arrivals.take(request.header("x-mail-from").orElse(""), recipients, request.body());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("message", "received");
        answer.put("id", id);
        answer.put("accepted", recipients);
        return Response.json(202, answer);
    }

    private Response clock(Request request) {
        Step step;
        try {
            step = Json.readRequest(new String(request.body().toByteArray(), StandardCharsets.UTF_8), Step.class);
        } catch (Problem problem) {
            return error(
                    400,
                    problem.code().wire(),
                    problem.sentence(),
                    problem.code().hint());
        }
        Long seconds = step.advanceSeconds();
        if (seconds == null || seconds < 0 || seconds > LONGEST_STEP.toSeconds()) {
            return error(
                    400,
                    ErrorCode.INVALID_FIELD.wire(),
                    "advance_seconds is a whole number from 0 to " + LONGEST_STEP.toSeconds() + ".",
                    "Time goes forward only.");
        }
        return Response.json(
                200, Map.of("now", advance.apply(Duration.ofSeconds(seconds)).toString()));
    }

    private static Response error(int status, String code, String sentence, String hint) {
        return Response.error(status, code, sentence, hint, "req_local");
    }
}
