package dev.multimail.lambda;

import dev.multimail.effect.Bus;
import dev.multimail.effect.Delivery;
import dev.multimail.effect.Job;
import dev.multimail.effect.MailDomains;
import dev.multimail.effect.Outgoing;
import dev.multimail.effect.Parking;
import dev.multimail.effect.Queue;
import dev.multimail.effect.Transport;
import dev.multimail.functions.webhook.AddressRule;
import dev.multimail.functions.webhook.WebhookPoster;
import dev.multimail.functions.wiring.Log;
import dev.multimail.functions.wiring.Ports;
import dev.multimail.functions.wiring.Secrets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.functions.wiring.Settings;
import dev.multimail.id.MessageId;
import dev.multimail.lambda.aws.S3Blobs;
import dev.multimail.message.Address;
import dev.multimail.store.Ids;
import dev.multimail.store.Store;
import dev.multimail.store.Tables;
import dev.multimail.webhook.Event;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The services of a function on AWS, from its environment. A port that a function has no right to is closed. */
public final class Installation {
    /** Where the public keys of identity statements are kept, for whoever asks. */
    static final String JWKS_KEY = "public/jwks.json";

    private final Environment environment;
    private final AwsClients clients;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Ids ids;
    private final DynamoDbClient dynamoDb;
    private final S3Blobs blobs;

    Installation(Environment environment) {
        this.environment = environment;
        this.clients = new AwsClients(environment);
        this.clock = Clock.tickMillis(ZoneOffset.UTC);
        this.random = new SecureRandom();
        this.ids = new Ids(clock, random);
        this.dynamoDb = clients.dynamoDb();
        this.blobs = clients.s3(environment.need(Environment.BUCKET));
    }

    /** What an operation of the API needs: the tables and the bucket. */
    public static Services forApi(Environment environment) {
        return new Installation(environment).storing();
    }

    /** The tables and the bucket; every other port is closed. */
    Services storing() {
        Closed closed = new Closed();
        return services(ports(closed, closed), noSecrets());
    }

    Environment environment() {
        return environment;
    }

    AwsClients clients() {
        return clients;
    }

    InstantSource clock() {
        return clock;
    }

    SecureRandom random() {
        return random;
    }

    Ids ids() {
        return ids;
    }

    Tables tables() {
        return new Tables(environment.need(Environment.STATE_TABLE), environment.need(Environment.AUDIT_TABLE));
    }

    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    S3Blobs blobs() {
        return blobs;
    }

    /** Ports of which only the transports are open. */
    Ports ports(Transport live, Transport kept) {
        Closed closed = new Closed();
        return new Ports(live, kept, closed, closed, closed, blobs, closed);
    }

    /** Ports of which only the registry of domains is open. */
    Ports ports(MailDomains domains) {
        Closed closed = new Closed();
        return new Ports(closed, closed, closed, closed, closed, blobs, domains);
    }

    Services services(Ports ports, Supplier<Secrets> secrets) {
        AddressRule addresses =
                environment.loopbackWebhooks() ? AddressRule.publicOrLoopback() : AddressRule.publicOnly();
        String domain = environment.need(Environment.DOMAIN);
        Settings settings = new Settings(
                environment.url(),
                domain,
                Address.parse("approvals@" + domain),
                secrets,
                this::jwks,
                addresses,
                new WebhookPoster(addresses, WebhookPoster.platformResolver()),
                environment.edition());
        return new Services(
                clock,
                random,
                ids,
                Store.over(dynamoDb, tables(), blobs, random),
                ports,
                settings,
                new Log(System.out, clock));
    }

    private String jwks() {
        return blobs.get(JWKS_KEY)
                .map(keys -> new String(keys.toByteArray(), StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("the public keys were not published"));
    }

    /** What a function is given that has no right to the signing keys. */
    static Supplier<Secrets> noSecrets() {
        return () -> {
            throw new IllegalStateException("this function has no right to the signing keys");
        };
    }

    /** A way out that is not this function's. */
    static final class Closed implements Transport, Parking, Bus, Queue, MailDomains {
        private static IllegalStateException closed() {
            return new IllegalStateException("this function has no right to this port");
        }

        @Override
        public Delivery send(Outgoing mail) {
            throw closed();
        }

        @Override
        public String messageIdHeader(String providerId, String given) {
            throw closed();
        }

        @Override
        public void park(MessageId messageId, Instant expiresAt) {
            throw closed();
        }

        @Override
        public void endWait(MessageId messageId, String outcome) {
            throw closed();
        }

        @Override
        public List<String> register(String domain) {
            throw closed();
        }

        @Override
        public boolean verified(String domain) {
            throw closed();
        }

        @Override
        public void remove(String domain) {
            throw closed();
        }

        @Override
        public String mailHost() {
            throw closed();
        }

        @Override
        public void publish(Event event) {
            throw closed();
        }

        @Override
        public void send(Job job, Instant notBefore) {
            throw closed();
        }
    }
}
