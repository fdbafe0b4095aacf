package dev.multimail.functions.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.multimail.effect.Delivery;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.message.Lifecycle;
import dev.multimail.webhook.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is really posted to webhooks is what {@code events/schemas} says of each event. */
class EventSchemasTest {
    private static final Path SCHEMAS = Path.of("..", "events", "schemas");
    /** What the others refer to, by the end of their URNs. */
    private static final Map<String, String> SHARED =
            Map.of("urn:multimail:event", "event.json", "urn:multimail:message", "message.json");

    private static final String TEST_EVENT = "webhook.test";
    private static final SchemaRegistry REGISTRY = registry();

    private final Subscriber subscriber = new Subscriber();
    private final World world = new World();
    private final TestMailbox gated = world.mailbox("buyer@agents.example.com", "gated_send");
    private final TestMailbox strict = world.mailbox("strict@agents.example.com", "gated_all");
    private final TestMailbox free = world.mailbox("free@agents.example.com", "autonomous");

    @BeforeEach
    void subscribeByBothNames() {
        subscribe(List.of("*"));
        subscribe(Arrays.stream(EventType.values()).map(EventType::messageName).toList());
    }

    @AfterEach
    void hangUp() {
        subscriber.close();
    }

    @Test
    void everyEventHasASchemaAndEverySchemaAnEvent() throws IOException {
        Set<String> wanted = Stream.concat(
                        Stream.concat(
                                Arrays.stream(EventType.values()).map(type -> type.messageName() + ".json"),
                                SHARED.values().stream()),
                        Stream.of(TEST_EVENT + ".json"))
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    @Test
    void everythingThatIsPostedIsAsItsSchemaSays() {
        String webhook = aWalkThroughEveryState();
        List<Tree> posts =
                subscriber.posts().stream().map(post -> Json.tree(post.body())).toList();
        Set<String> names = posts.stream().map(post -> post.at("type").text()).collect(Collectors.toSet());
        Set<String> wanted = Arrays.stream(EventType.values())
                .flatMap(type -> Stream.of(type.emailName(), type.messageName()))
                .collect(Collectors.toCollection(TreeSet::new));
        wanted.add(TEST_EVENT);
        assertThat(names).as("by both names, and the test of " + webhook).containsExactlyInAnyOrderElementsOf(wanted);
        for (Subscriber.Post post : subscriber.posts()) {
            String event = Json.tree(post.body()).at("event_type").text();
            assertThat(complaints(event, post.body()))
                    .as(event + " " + post.body())
                    .isEmpty();
        }
    }

    @Test
    void aPostThatLacksSomethingOrSaysMoreIsFound() {
        free.send("Hello");
        world.settle();
        String body = subscriber.posts().getFirst().body();
        String event = Json.tree(body).at("event_type").text();
        assertThat(complaints(event, body.replace("\"message_id\"", "\"message_ids\"")))
                .isNotEmpty();
        assertThat(complaints(event, body.replace("\"data\":{", "\"data\":{\"secret\":\"x\",")))
                .isNotEmpty();
        assertThat(complaints(EventType.FAILED.messageName(), body)).isNotEmpty();
    }

    private String aWalkThroughEveryState() {
        free.send(free.token(), "Test", Map.of("cc", List.of("cc@example.org"), "metadata", Map.of("po", "8821")));
        free.send(free.testToken(), "By a test token", Map.of());
        String told = free.send("Told of").text("id");
        world.settle();
        SesEvents.tell(world, SesEvents.of("Delivery", told, 1));
        SesEvents.tell(world, SesEvents.bounce(told, "Transient", "vendor@example.org"));
        SesEvents.tell(world, SesEvents.complaint(told, "someone@example.org"));
        decide("approve");
        decide("reject");
        String taken = gated.send("Taken back").text("id");
        world.call(gated.token(), "POST", "/v1/mailboxes/me/emails/" + taken + "/cancel", "");
        for (TestMailbox to : List.of(free, strict)) {
            SesEvents.take(
                    world,
                    SesEvents.received(
                            world, "ses-" + to.id(), SesEvents.mail("Offer", to.id() + "@x.org"), to.address()));
        }
        world.settle();
        strict.press(strict.newestLink(), "approve", "");
        world.settle();
        String known = world.get(strict.token(), "/v1/mailboxes/me/emails")
                .json()
                .at("emails")
                .first()
                .at("id")
                .text();
        world.call(strict.token(), "PUT", "/v1/emails/" + known + "/tags", Map.of("tags", Map.of("kind", "offer")));
        world.settle();
        world.outbox().answerWith(mail -> new Delivery.RefusedForGood("no such domain"));
        free.send("Refused");
        world.settle();
        world.outbox().answerWith(mail -> new Delivery.Unknown("the reply was lost"));
        free.send("In doubt");
        gated.send("Left alone");
        world.settle();
        world.clock().advance(Lifecycle.LEASE.plusSeconds(1));
        world.pipeline().sweep();
        world.settle();
        world.clock().advance(Duration.ofDays(4));
        world.pipeline().sweep();
        world.settle();
        String webhook = subscribe(List.of(EventType.SENT.emailName())).text("id");
        world.call(world.ownerKey(), "POST", "/v1/webhooks/" + webhook + "/test", "");
        world.settle();
        return webhook;
    }

    private void decide(String action) {
        gated.send("To " + action);
        world.settle();
        gated.press(gated.newestLink(), action, "for a reason");
        world.settle();
    }

    private Answer subscribe(List<String> events) {
        Answer made =
                world.call(world.ownerKey(), "POST", "/v1/webhooks", Map.of("url", subscriber.url(), "events", events));
        assertThat(made.status()).isEqualTo(201);
        return made;
    }

    private static List<String> complaints(String event, String body) {
        return REGISTRY
                .getSchema(SchemaLocation.of("urn:multimail:event:" + event))
                .validate(
                        body,
                        InputFormat.JSON,
                        execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(EventSchemasTest::text));
    }

    private static String text(String urn) {
        String file = SHARED.getOrDefault(urn, urn.substring(urn.lastIndexOf(':') + 1) + ".json");
        try {
            return Files.readString(SCHEMAS.resolve(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
