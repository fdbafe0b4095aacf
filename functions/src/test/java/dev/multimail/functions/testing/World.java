package dev.multimail.functions.testing;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.multimail.approval.ApprovalLink;
import dev.multimail.effect.Blobs;
import dev.multimail.functions.admin.NewCredential;
import dev.multimail.functions.api.Api;
import dev.multimail.functions.authorizer.TokenAuthorizer;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.openapi.Answers;
import dev.multimail.functions.webhook.AddressRule;
import dev.multimail.functions.webhook.WebhookPoster;
import dev.multimail.functions.wiring.Edition;
import dev.multimail.functions.wiring.Log;
import dev.multimail.functions.wiring.Ports;
import dev.multimail.functions.wiring.Secrets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.functions.wiring.Settings;
import dev.multimail.identity.IdentityKeys;
import dev.multimail.identity.IdentitySigner;
import dev.multimail.identity.Jwks;
import dev.multimail.mailbox.Account;
import dev.multimail.message.Address;
import dev.multimail.message.Octets;
import dev.multimail.policy.Scope;
import dev.multimail.store.Ids;
import dev.multimail.store.Store;
import dev.multimail.store.Tables;
import dev.multimail.store.Write;
import dev.multimail.store.testing.MemoryTables;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One installation for one test: an account with its owner's key, and everything behind the API. */
public final class World {
    public static final Instant START = Instant.parse("2027-03-01T09:00:00Z");
    private static final KeyPair IDENTITY = IdentityKeys.generate(new SecureRandom());
    private static final Secrets SECRETS = new Secrets(
            new ApprovalLink.Keys("k1", Map.of("k1", Octets.owning(new byte[32]))),
            new IdentitySigner(IDENTITY, "id1"));
    private static final String ACCOUNT = "acc_test";

    private final ManualClock clock = new ManualClock(START);
    private final Faults faults = new Faults();
    private final Outbox live = new Outbox(faults, "live");
    private final Outbox kept = new Outbox(faults, "kept");
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Map<String, Octets> blobs = new ConcurrentHashMap<>();
    private final List<Duration> pauses = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private final Pipeline pipeline;
    private final MapDomains domains = new MapDomains(faults.seen());
    private final Services services;
    private final List<ApiOperation<?>> operations;
    private final String ownerKey;
    private final Database database;

    public World() {
        this(WebhookPoster.platformResolver());
    }

    public World(WebhookPoster.Resolver resolver) {
        this(Database.embedded(), resolver, 7);
    }

    private World(Database database, WebhookPoster.Resolver resolver, long seed) {
        this.database = database;
        Random random = new Random(seed);
        Ids ids = new Ids(clock, random);
        Blobs blobStore = new MapBlobs(blobs, faults.seen());
        Store store = Store.over(FaultyClient.through(faults, database.client()), database.tables(), blobStore, random);
        pipeline = new Pipeline(faults, clock, database);
        Ports ports = new Ports(live, kept, pipeline.parking(), pipeline.bus(), pipeline.queue(), blobStore, domains);
        AddressRule addresses = AddressRule.publicOrLoopback();
        Settings settings = new Settings(
                URI.create("https://mail.example.com"),
                "agents.example.com",
                Address.parse("approvals@agents.example.com"),
                this::secrets,
                this::jwks,
                addresses,
                new WebhookPoster(addresses, resolver),
                new Edition("0123456789abcdef0123456789abcdef01234567", true, false));
        services = new Services(
                clock,
                random,
                ids,
                store,
                ports,
                settings,
                new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), clock),
                duration -> {
                    pauses.add(duration);
                    clock.advance(duration);
                    meanwhile.run();
                });
        operations = Api.operations(services);
        pipeline.over(services);
        ownerKey = open(store);
        faults.heal();
    }

    /** A world over tables in memory: cheap, and the same again for the same seed. No webhook reaches anybody. */
    public static World inMemory(long seed) {
        return new World(Database.inMemory(), World::nowhere, seed);
    }

    /** The same over DynamoDB Local, which is held to tables in memory at every call. */
    public static World compared(long seed) {
        return new World(Database.compared(), World::nowhere, seed);
    }

    private static List<InetAddress> nowhere(String host) throws UnknownHostException {
        throw new UnknownHostException(host);
    }

    private Secrets secrets() {
        seen().saw("signing", "secretsmanager:GetSecretValue");
        return SECRETS;
    }

    private String jwks() {
        seen().saw("public", "s3:GetObject");
        return Jwks.of(IDENTITY.getPublic(), "id1");
    }

    private String open(Store store) {
        Account account = new Account(ACCOUNT, "Example Ltd", Address.parse("owner@example.com"), START);
        List<Write> writes = new ArrayList<>(List.of(store.accounts().create(account)));
        NewCredential owner = NewCredential.ofAccount(
                services,
                ACCOUNT,
                "owner",
                Set.of(Scope.ADMIN),
                services.clock().instant());
        writes.addAll(store.credentials().create(owner.credential()));
        store.transactions().require(writes);
        return owner.token().text();
    }

    /** The pauses that handlers made so far. */
    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    /** What happens while a handler pauses. */
    public void meanwhile(Runnable event) {
        meanwhile = event;
    }

    /** The names of this installation's own tables. */
    public Tables tables() {
        return database.tables();
    }

    /** The tables in memory, of a world that has them. */
    public MemoryTables memory() {
        return switch (database) {
            case Database.Memory memory -> memory.memory();
            case Database.Compared compared -> compared.memory();
            case Database.Embedded embedded -> throw new IllegalStateException("not in memory: " + embedded);
        };
    }

    public Services services() {
        return services;
    }

    public ManualClock clock() {
        return clock;
    }

    public Faults faults() {
        return faults;
    }

    /** Where live mail goes. */
    public Outbox outbox() {
        return live;
    }

    /** Where test mail is kept. */
    public Outbox kept() {
        return kept;
    }

    /** What each function was seen to ask of AWS. */
    public Seen seen() {
        return faults.seen();
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    /** Where domains are registered. */
    public MapDomains domains() {
        return domains;
    }

    public Map<String, Octets> blobs() {
        return blobs;
    }

    public String ownerKey() {
        return ownerKey;
    }

    /** Everything that was logged so far. */
    public String log() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    /** Lets everything happen that follows from what was committed. */
    public World settle() {
        pipeline.settle();
        return this;
    }

    /** Calls the API as API Gateway would: the authorizer first, then the operation of the route. */
    public Answer call(String token, String verb, String target, Object body) {
        return call(token, verb, target, body instanceof String text ? text : Json.write(body), Map.of());
    }

    public Answer get(String token, String target) {
        return call(token, "GET", target, "", Map.of());
    }

    public Answer call(String token, String verb, String target, String body, Map<String, String> headers) {
        Optional<Match> match = match(verb, target);
        if (match.isPresent()) {
            Match found = match.get();
            return authorized(found.operation(), token, event(verb, target, found.parameters(), body, headers));
        }
        for (PublicOperation operation : Api.publicOperations(services)) {
            Optional<Map<String, String>> found = Route.match(operation.path(), target);
            if (operation.verb().name().equals(verb) && found.isPresent()) {
                return answer(operation.name(), operation, event(verb, target, found.get(), body, headers));
            }
        }
        throw new IllegalArgumentException("no route for " + verb + " " + target);
    }

    private record Match(ApiOperation<?> operation, Map<String, String> parameters) {
        Match {
            parameters = Map.copyOf(parameters);
        }
    }

    // Of several routes that fit, the one with the fewest parameters is meant, as API Gateway has it.
    private Optional<Match> match(String verb, String target) {
        return operations.stream()
                .filter(operation -> operation.endpoint().verb().name().equals(verb))
                .flatMap(operation -> operation.endpoint().paths().stream()
                        .flatMap(path -> Route.match(path, target).stream())
                        .map(parameters -> new Match(operation, parameters)))
                .min(Comparator.comparingInt(found -> found.parameters().size()));
    }

    private Answer authorized(ApiOperation<?> operation, String token, APIGatewayProxyRequestEvent event) {
        try {
            Map<String, Object> context = seen().as("authorizer", () -> Route.authorize(services, token));
            event.getRequestContext().setAuthorizer(new HashMap<>(context));
        } catch (TokenAuthorizer.Unauthorized unauthorized) {
            return new Answer(401, Map.of(), "{}");
        }
        Answer answer = answer(operation.endpoint().operation().wire(), operation, event);
        if (!Answers.statuses(operation.endpoint().operation()).contains(answer.status())) {
            throw new AssertionError("the reference does not know this status: " + answer);
        }
        return answer;
    }

    private Answer answer(
            String function,
            RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler,
            APIGatewayProxyRequestEvent event) {
        APIGatewayProxyResponseEvent response =
                seen().as(function, () -> handler.handleRequest(event, new TestContext()));
        Answer answer = new Answer(response.getStatusCode(), response.getHeaders(), response.getBody());
        AnswerShapes.hold(function, answer);
        return answer;
    }

    private static APIGatewayProxyRequestEvent event(
            String verb, String target, Map<String, String> parameters, String body, Map<String, String> headers) {
        APIGatewayProxyRequestEvent.ProxyRequestContext context = new APIGatewayProxyRequestEvent.ProxyRequestContext();
        context.setRequestId("req_test");
        return new APIGatewayProxyRequestEvent()
                .withHttpMethod(verb)
                .withPathParameters(parameters)
                .withQueryStringParameters(Route.query(target))
                .withHeaders(headers)
                .withBody(body)
                .withRequestContext(context);
    }

    /** Makes a mailbox by its owner's key, with one approver. */
    public TestMailbox mailbox(String address, String mode) {
        Answer answer = call(
                ownerKey,
                "POST",
                "/v1/mailboxes",
                Map.of(
                        "address",
                        address,
                        "display_name",
                        "Procurement Agent",
                        "oversight_mode",
                        mode,
                        "approver_emails",
                        List.of("approver@example.com")));
        if (answer.status() != 201) {
            throw new IllegalStateException("no mailbox: " + answer);
        }
        return new TestMailbox(
                this, answer.text("id"), answer.text("address"), answer.text("token"), answer.text("test_token"));
    }

    private record MapBlobs(Map<String, Octets> map, Seen seen) implements Blobs {
        @Override
        public void put(String key, Octets content) {
            seen.saw(key.substring(0, key.indexOf('/')), "s3:PutObject");
            map.put(key, content);
        }

        @Override
        public Optional<Octets> get(String key) {
            seen.saw(key.substring(0, key.indexOf('/')), "s3:GetObject");
            return Optional.ofNullable(map.get(key));
        }

        @Override
        public void delete(String key) {
            seen.saw(key.substring(0, key.indexOf('/')), "s3:DeleteObject");
            map.remove(key);
        }
    }
}
