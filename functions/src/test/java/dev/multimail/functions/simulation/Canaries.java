package dev.multimail.functions.simulation;

import dev.multimail.functions.testing.World;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Nothing secret and nothing of a mail stands where operators read: in the log, and in what may become a dead letter.
 */
final class Canaries {
    /**
     * Addresses, tokens, links, secrets and codes by their form, and the words that every mail of the simulation has.
     */
    private static final Pattern NEVER = Pattern.compile(
            "@|mm_live_|mm_test_|apl_|whsec_|Hello|Offer|Message [0-9]|Other words|Long\\. ", Pattern.CASE_INSENSITIVE);

    private Canaries() {}

    static void require(World world) {
        none("the log", world.log());
        world.pipeline().queued().forEach(job -> none("a job", job));
    }

    private static void none(String place, String text) {
        Matcher found = NEVER.matcher(text);
        Law.require(!found.find(), "nothing secret and nothing of a mail stands in " + place, text);
    }
}
