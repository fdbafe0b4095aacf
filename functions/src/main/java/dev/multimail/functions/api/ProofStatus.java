package dev.multimail.functions.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.wiring.Services;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was proved of the security model: {@code proofs/proved.json}, which the check of the proofs writes when every
 * theorem was accepted. A test holds its digest to the sources, so that no build serves the record of other proofs.
 */
public record ProofStatus(Services services) implements PublicOperation {
    private static final String RECORD = "proved.json";

    @Override
    public String name() {
        return "proof_status";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.GET;
    }

    @Override
    public String path() {
        return "/v1/proof-status";
    }

    @Override
    public String description() {
        return "What was proved of the security model in Lean 4: each promise with its theorem, the digest of the"
                + " sources that were checked, and the commit that this installation was built from.";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", "proved");
        answer.put("commit", services.settings().edition().commit());
        Json.tree(proved()).fields().forEach(answer::put);
        return Reply.ok(answer);
    }

    private static String proved() {
        try (InputStream in = ProofStatus.class.getResourceAsStream(RECORD)) {
            if (in == null) {
                throw new IllegalStateException(RECORD + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
