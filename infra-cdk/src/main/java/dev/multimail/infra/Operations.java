package dev.multimail.infra;

import dev.multimail.functions.api.Api;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.wiring.Services;
import dev.multimail.lambda.Environment;
import dev.multimail.lambda.Installation;
import java.util.List;
import java.util.Map;

/** The one list of operations, read for its routes; nothing is called. */
final class Operations {
    private static final Services UNUSED = Installation.forApi(new Environment(Map.of(
            Environment.REGION, "us-east-1",
            Environment.STATE_TABLE, "none",
            Environment.AUDIT_TABLE, "none",
            Environment.BUCKET, "none",
            Environment.URL, "https://none.invalid",
            Environment.DOMAIN, "none.invalid")));

    private Operations() {}

    static List<ApiOperation<?>> all() {
        return Api.operations(UNUSED);
    }

    static List<PublicOperation> pages() {
        return Api.publicOperations(UNUSED);
    }
}
