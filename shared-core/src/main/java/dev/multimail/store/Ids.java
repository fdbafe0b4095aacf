package dev.multimail.store;

import com.github.f4b6a3.ulid.Ulid;
import dev.multimail.id.Lane;
import dev.multimail.id.MailboxId;
import dev.multimail.id.MessageId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes identifiers from an injected clock and injected randomness. Ids of one process rise strictly, so that
 * {@code since_id} misses nothing that was made in the same millisecond.
 */
public final class Ids {
    private final InstantSource clock;
    private final RandomGenerator random;
    private Ulid last = Ulid.MIN;

    public Ids(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A fresh ULID, greater than every earlier one of this process. */
    public synchronized String ulid() {
        long now = clock.millis();
        if (now > last.getTime()) {
            byte[] entropy = new byte[Ulid.RANDOM_BYTES];
            random.nextBytes(entropy);
            last = new Ulid(now, entropy);
        } else {
            last = last.increment();
        }
        return last.toString();
    }

    /** A text that sorts before every ULID of that millisecond and after all of earlier ones. */
    static String beforeUlidsOf(Instant at) {
        return new Ulid(Math.max(0, at.toEpochMilli()), new byte[Ulid.RANDOM_BYTES])
                .toString()
                .substring(0, 10);
    }

    public MessageId message(Lane lane) {
        return new MessageId(ulid(), lane.mailbox(), lane.live());
    }

    /** A fresh mailbox id: fifty random bits, whose uniqueness the store checks when the mailbox is made. */
    public MailboxId mailbox() {
        byte[] entropy = new byte[Ulid.RANDOM_BYTES];
        random.nextBytes(entropy);
        String text = new Ulid(0, entropy).toString();
        return new MailboxId(text.substring(text.length() - 10));
    }

    /** An id with a prefix, for example {@code tok_…}. */
    public String prefixed(String prefix) {
        return prefix + ulid();
    }
}
