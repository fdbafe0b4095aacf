package dev.multimail.store;

import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.SignUp;
import dev.multimail.message.Address;
import dev.multimail.message.ContentHash;
import dev.multimail.policy.OversightMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Sign-ups by their address, the proofs of work that were spent on them, and how often a stranger tried. */
public final class SignUps {
    /** How long a sign-up is remembered after it was last asked for. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final String VERSION = "v";

    private final DynamoDbClient client;
    private final Tables tables;

    public SignUps(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    public Optional<SignUp> get(Address email) {
        return Rows.get(client, tables.state(), key(email)).map(row -> read(Item.of(row)));
    }

    /** Writes the first sign-up of an address. */
    public Write create(SignUp signUp) {
        return Write.create(tables.state(), item(signUp), Write.Guard.VERSION);
    }

    public Write change(SignUp before, SignUp after) {
        return Write.replace(tables.state(), key(before.email()), item(before), item(after), VERSION, before.version());
    }

    /** Spends a proof of work; the guard {@code IDEMPOTENCY} fails if it was spent before. */
    public Write spend(String challenge, Instant expiresAt) {
        Item item = Item.at(Key.spent(challenge)).seconds(Tables.TTL, expiresAt.getEpochSecond());
        return Write.create(tables.state(), item, Write.Guard.IDEMPOTENCY);
    }

    private static Key key(Address email) {
        return Key.signUp(ContentHash.ofText("sign-up", email.normalized()));
    }

    private static Item item(SignUp signUp) {
        return Item.at(key(signUp.email()))
                .text("email", signUp.email().toString())
                .text("handle", signUp.handle())
                .text("acc", signUp.accountId())
                .text("mbx", signUp.mailbox().key())
                .text("operator", signUp.operator())
                .text("slug", signUp.slug())
                .text("mode", signUp.mode().wire())
                .text("postal", signUp.physicalAddress())
                .text("use", signUp.useCase())
                .time("asked", signUp.askedAt())
                .number(VERSION, signUp.version())
                .time("confirmed", signUp.confirmedAt())
                .seconds(Tables.TTL, signUp.askedAt().plus(KEPT).getEpochSecond());
    }

    private static SignUp read(Item item) {
        return new SignUp(
                Address.parse(item.need("email")),
                item.need("handle"),
                item.need("acc"),
                new MailboxId(item.need("mbx")),
                item.need("operator"),
                item.need("slug"),
                OversightMode.parse(item.need("mode")).orElseThrow(),
                item.text("postal"),
                item.text("use"),
                item.needTime("asked"),
                item.count(VERSION),
                item.time("confirmed"));
    }
}
