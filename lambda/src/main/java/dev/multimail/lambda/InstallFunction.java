package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.functions.wiring.Services;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The entry of the custom resource that each deployment calls (AWS: custom resource request and response objects). It
 * answers CloudFormation whatever happens, since a deployment without an answer waits for an hour.
 */
public final class InstallFunction implements RequestHandler<Map<String, Object>, String> {
    private static final String SUCCESS = "SUCCESS";
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Services services;
    private final Install install;

    public InstallFunction() {
        Environment environment = Environment.ofProcess();
        Installation installation = new Installation(environment);
        this.services = installation.storing();
        this.install = new Install(
                services,
                installation.clients().secretsManager(),
                new Install.SecretNames(
                        environment.need(Environment.SIGNING_SECRET), environment.need(Environment.OWNER_SECRET)),
                installation.random());
    }

    InstallFunction(Services services, Install install) {
        this.services = services;
        this.install = install;
    }

    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
        Tree request = Json.tree(event);
        String reason = carryOut(request);
        answer(request, reason);
        return reason.isEmpty() ? SUCCESS : reason;
    }

    // Answers why it failed, empty if it did not. A deleted stack leaves its tables, its bucket and its keys.
    private String carryOut(Tree request) {
        if (request.at("RequestType").text().equals("Delete")) {
            return "";
        }
        Tree wanted = request.at("ResourceProperties");
        try {
            install.run(new Install.Wanted(
                    wanted.at("Domain").text(),
                    wanted.at("Operator").text(),
                    wanted.at("Owner").text(),
                    Integer.parseInt(wanted.at("Keys").text())));
            return "";
        } catch (Install.Refused refused) {
            return String.valueOf(refused.getMessage());
        } catch (RuntimeException failure) {
            services.log().failure("install", request.at("RequestId").text(), failure);
            return "The installation could not be completed ("
                    + failure.getClass().getSimpleName()
                    + "). The log group of the install function tells more; deploy again.";
        }
    }

    private static void answer(Tree request, String reason) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("Status", reason.isEmpty() ? SUCCESS : "FAILED");
        answer.put("Reason", reason.isEmpty() ? "installed" : reason);
        answer.put("PhysicalResourceId", "multimail-installation");
        for (String name : new String[] {"StackId", "RequestId", "LogicalResourceId"}) {
            answer.put(name, request.at(name).text());
        }
        put(URI.create(request.at("ResponseURL").text()), Json.write(answer));
    }

    private static void put(URI url, String body) {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setRequestMethod("PUT");
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            // The address is signed for a request without a content type.
            connection.setRequestProperty("Content-Type", "");
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            if (status / 100 != 2) {
                throw new IllegalStateException("CloudFormation's address answered " + status);
            }
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }
}
