package dev.multimail.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.multimail.approval.ApprovalLink;
import dev.multimail.effect.Delivery;
import dev.multimail.effect.Outgoing;
import dev.multimail.effect.Parking;
import dev.multimail.effect.Transport;
import dev.multimail.functions.admin.NewCredential;
import dev.multimail.functions.authorizer.TokenAuthorizer;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.webhook.AddressRule;
import dev.multimail.functions.webhook.WebhookPoster;
import dev.multimail.functions.wiring.Edition;
import dev.multimail.functions.wiring.Log;
import dev.multimail.functions.wiring.Ports;
import dev.multimail.functions.wiring.Secrets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.functions.wiring.Settings;
import dev.multimail.id.MessageId;
import dev.multimail.identity.IdentityKeys;
import dev.multimail.identity.IdentitySigner;
import dev.multimail.identity.Jwks;
import dev.multimail.local.data.Database;
import dev.multimail.local.data.MemoryBlobs;
import dev.multimail.local.pipeline.LocalContext;
import dev.multimail.mailbox.Account;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.message.Octets;
import dev.multimail.policy.OversightMode;
import dev.multimail.store.Ids;
import dev.multimail.store.Store;
import dev.multimail.store.Write;
import java.net.URI;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Handlers over tables in memory, with nothing behind them: nobody reads the tables' streams, so what is measured is
 * the handler and the calls that it makes.
 */
final class Workbench implements AutoCloseable {
    private static final String ACCOUNT = "acc_bench";
    private static final String DOMAIN = "bench.example.com";
    private static final int KEY_BYTES = 32;

    private final Database database = Database.open(null);
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new Ids(clock, random);
    private final KeyPair identity = IdentityKeys.generate(random);
    private final Services services = over(database.client());

    Workbench() {
        services.store()
                .transactions()
                .require(List.of(services.store()
                        .accounts()
                        .create(new Account(
                                ACCOUNT,
                                "Benchmark",
                                Address.parse("owner@" + DOMAIN),
                                services.clock().instant()))));
    }

    /** A mailbox, with the authorizer's answer to a live token of its. */
    record Desk(Mailbox mailbox, Map<String, Object> authorized) {
        Desk {
            authorized = Map.copyOf(authorized);
        }
    }

    DynamoDbClient client() {
        return database.client();
    }

    Services services() {
        return services;
    }

    /** Services over the same tables through another client. */
    Services over(DynamoDbClient client) {
        MemoryBlobs blobs = new MemoryBlobs();
        AddressRule addresses = AddressRule.publicOrLoopback();
        Secrets secrets = new Secrets(
                new ApprovalLink.Keys("k1", Map.of("k1", Octets.owning(new byte[KEY_BYTES]))),
                new IdentitySigner(identity, "id1"));
        Settings settings = new Settings(
                URI.create("https://" + DOMAIN),
                DOMAIN,
                Address.parse("approvals@" + DOMAIN),
                () -> secrets,
                () -> Jwks.of(identity.getPublic(), "id1"),
                addresses,
                new WebhookPoster(addresses, WebhookPoster.platformResolver()),
                new Edition(Edition.UNKNOWN, false, true));
        return new Services(
                clock,
                random,
                ids,
                Store.over(client, database.tables(), blobs, random),
                new Ports(
                        new Nowhere(),
                        new Nowhere(),
                        new Nowhere(),
                        event -> {},
                        (job, at) -> {},
                        blobs,
                        new NoDomains()),
                settings,
                new Log(System.err, clock));
    }

    /** Makes a mailbox that sends without anybody's approval. */
    Desk desk(String localPart) {
        Instant now = clock.instant();
        Mailbox mailbox = new Mailbox(
                ids.mailbox(),
                ACCOUNT,
                Address.parse(localPart + "@" + DOMAIN),
                "Benchmark Agent",
                OversightMode.AUTONOMOUS,
                1,
                true,
                List.of(Address.parse("approver@" + DOMAIN)),
                Mailbox.DEFAULT_TTL,
                List.of(),
                now,
                Sends.UNHINDERED);
        NewCredential credential = NewCredential.ofMailbox(services, mailbox, true, "live", now);
        List<Write> writes = new ArrayList<>(services.store().mailboxes().create(mailbox));
        writes.addAll(services.store().credentials().create(credential.credential()));
        services.store().transactions().require(writes);
        APIGatewayCustomAuthorizerEvent event = APIGatewayCustomAuthorizerEvent.builder()
                .withType("TOKEN")
                .withAuthorizationToken("Bearer " + credential.token().text())
                .withMethodArn("arn:aws:execute-api:local:000000000000:local/local/GET/")
                .build();
        return new Desk(
                mailbox,
                new TokenAuthorizer(services)
                        .handleRequest(event, LocalContext.of("authorizer"))
                        .getContext());
    }

    /** A request as API Gateway hands it to an operation. */
    static APIGatewayProxyRequestEvent request(Desk desk, String requestId, String body) {
        APIGatewayProxyRequestEvent.ProxyRequestContext context =
                new APIGatewayProxyRequestEvent.ProxyRequestContext().withRequestId(requestId);
        context.setAuthorizer(desk.authorized());
        return new APIGatewayProxyRequestEvent()
                .withPathParameters(Map.of("mailbox", desk.mailbox().id().toString()))
                .withHeaders(Map.of("content-type", "application/json"))
                .withBody(body)
                .withRequestContext(context);
    }

    /** Calls an operation, and insists on success. */
    static void call(ApiOperation<?> operation, APIGatewayProxyRequestEvent request, Context context) {
        APIGatewayProxyResponseEvent response = operation.handleRequest(request, context);
        if (response.getStatusCode() >= 300) {
            throw new IllegalStateException(response.getStatusCode() + " " + response.getBody());
        }
    }

    @Override
    public void close() {
        database.close();
    }

    /** Ports that lead nowhere: no measured handler uses them. */
    private record Nowhere() implements Transport, Parking {
        @Override
        public Delivery send(Outgoing mail) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String messageIdHeader(String providerId, String given) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void park(MessageId messageId, Instant expiresAt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void endWait(MessageId messageId, String outcome) {
            throw new UnsupportedOperationException();
        }
    }
}
