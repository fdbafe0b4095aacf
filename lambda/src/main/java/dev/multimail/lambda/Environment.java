package dev.multimail.lambda;

import dev.multimail.functions.wiring.Edition;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What a function is told by its environment's variables. Each is read when something needs it, so a function is given
 * only what it uses; the CDK app names the same variables.
 */
public record Environment(Map<String, String> variables) {
    /** The name of the operation that an API function runs, for example {@code send_email}. */
    public static final String OPERATION = "MULTIMAIL_OPERATION";

    public static final String STATE_TABLE = "MULTIMAIL_STATE_TABLE";
    public static final String AUDIT_TABLE = "MULTIMAIL_AUDIT_TABLE";
    public static final String BUCKET = "MULTIMAIL_BUCKET";
    public static final String URL = "MULTIMAIL_URL";
    public static final String DOMAIN = "MULTIMAIL_DOMAIN";
    /** The ARN of the secret that holds the signing keys. */
    public static final String SIGNING_SECRET = "MULTIMAIL_SIGNING_SECRET";
    /** The ARN of the secret that holds the owner's key. */
    public static final String OWNER_SECRET = "MULTIMAIL_OWNER_SECRET";

    public static final String OUTBOUND_QUEUE = "MULTIMAIL_OUTBOUND_QUEUE";
    public static final String WEBHOOK_QUEUE = "MULTIMAIL_WEBHOOK_QUEUE";
    public static final String BUS = "MULTIMAIL_BUS";
    public static final String AWAIT_DECISION = "MULTIMAIL_AWAIT_DECISION";
    public static final String SCHEDULE = "MULTIMAIL_SCHEDULE";
    public static final String CONFIGURATION_SET = "MULTIMAIL_CONFIGURATION_SET";
    /** {@code public}, or {@code public-or-loopback} where webhooks end on the machine itself: an emulator. */
    public static final String WEBHOOK_ADDRESSES = "MULTIMAIL_WEBHOOK_ADDRESSES";

    /** The commit that was deployed. */
    public static final String COMMIT = "MULTIMAIL_COMMIT";
    /** {@code on} where strangers may open accounts. */
    public static final String SIGN_UP = "MULTIMAIL_SIGN_UP";

    public static final String REGION = "AWS_REGION";
    private static final String ENDPOINT = "AWS_ENDPOINT_URL";

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** The environment of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /**
     * A variable's value.
     *
     * @throws IllegalStateException if it is not set
     */
    public String need(String name) {
        String value = variables.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalStateException("the environment variable " + name + " is not set");
        }
        return value;
    }

    String region() {
        return need(REGION);
    }

    URI url() {
        return URI.create(need(URL));
    }

    /** The address at which AWS is spoken to, if it is not AWS's own. */
    Optional<URI> endpoint() {
        return Optional.ofNullable(variables.get(ENDPOINT)).map(URI::create);
    }

    /** What this installation offers. */
    Edition edition() {
        return new Edition(variables.getOrDefault(COMMIT, Edition.UNKNOWN), "on".equals(variables.get(SIGN_UP)), false);
    }

    /** Whether webhooks may be posted to this machine. */
    boolean loopbackWebhooks() {
        return "public-or-loopback".equals(variables.get(WEBHOOK_ADDRESSES));
    }
}
