package dev.multimail.local;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.local.data.Keyring;
import dev.multimail.local.data.OutboxMail;
import dev.multimail.mail.MimeParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whoever comes to a running service over HTTP: its agents, its owner and its approver. */
final class Visitor implements AutoCloseable {
    private static final Pattern LINK = Pattern.compile("http://\\S+/v1/approve/apl_[\\w.-]+");
    private static final Pattern NONCE = Pattern.compile("name=\"nonce\" value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    Visitor(URI url) {
        this.url = url;
    }

    HttpResponse<String> call(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        path.startsWith("/") ? URI.create(url + path) : URI.create(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> as(String token, String method, String path, String body)
            throws IOException, InterruptedException {
        return call(method, path, body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
    }

    /** Sends a message of a mailbox, and answers its id. */
    String send(String token, String to, String subject) throws IOException, InterruptedException {
        String body = Json.write(Map.of("to", List.of(to), "subject", subject, "markdown", "Please **look**."));
        HttpResponse<String> response = as(token, "POST", "/v1/mailboxes/me/send", body);
        if (response.statusCode() != 202) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
        return Json.tree(response.body()).at("id").text();
    }

    Tree read(String token, String id) throws IOException, InterruptedException {
        return Json.tree(as(token, "GET", "/v1/emails/" + id, "").body());
    }

    String status(String token, String id) throws IOException, InterruptedException {
        return read(token, id).at("status").text();
    }

    /** Opens the link of a notice, as an approver does, and answers the page. */
    HttpResponse<String> open(String link) throws IOException, InterruptedException {
        return call("GET", link, "");
    }

    /** Presses a button of the page that a link opens. */
    HttpResponse<String> decide(String link, String action) throws IOException, InterruptedException {
        Matcher nonce = NONCE.matcher(open(link).body());
        if (!nonce.find()) {
            throw new AssertionError("the page has no form");
        }
        String form = "nonce=" + URLEncoder.encode(nonce.group(1), StandardCharsets.UTF_8) + "&action=" + action;
        return call("POST", link, form, "Content-Type", "application/x-www-form-urlencoded", "Origin", url.toString());
    }

    /** The link that a notice carries. */
    static String link(OutboxMail notice) {
        Matcher link = LINK.matcher(MimeParser.parse(notice.raw()).text());
        if (!link.find()) {
            throw new AssertionError("the notice has no link");
        }
        return link.group();
    }

    static Keyring.Tokens assistant(LocalInstallation running) {
        return tokens(running, "assistant@multimail.test");
    }

    static Keyring.Tokens reporter(LocalInstallation running) {
        return tokens(running, "reporter@multimail.test");
    }

    private static Keyring.Tokens tokens(LocalInstallation running, String address) {
        return running.keyring().mailboxes().stream()
                .filter(tokens -> tokens.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        http.close();
    }
}
