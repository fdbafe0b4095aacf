package dev.multimail.infra;

import dev.multimail.message.Address;
import dev.multimail.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one deployment is told by the context: {@code cdk deploy -c domain=agents.example.com -c owner=ann@example.com}.
 *
 * @param stage its name, which stands in the names of its resources: several live in one account
 * @param region where all of it is, mailboxes and mail too
 * @param domain the mail domain, whose mail it receives
 * @param owner where the account's owner is reached, also by alarms
 * @param operator who runs it, as outgoing mail states it
 * @param keys the number of the generation of signing keys; raise it to rotate them
 * @param signUp whether strangers may open accounts
 * @param commit the commit that is deployed
 */
public record Deployment(
        String stage,
        String region,
        String domain,
        String owner,
        String operator,
        int keys,
        boolean signUp,
        String commit) {
    // AWS: email receiving endpoints of Amazon SES.
    private static final Set<String> RECEIVING = Set.of(
            "us-east-1",
            "us-east-2",
            "us-west-2",
            "ca-central-1",
            "eu-central-1",
            "eu-west-1",
            "eu-west-2",
            "ap-northeast-1",
            "ap-southeast-1",
            "ap-southeast-2");

    // RFC 6761, RFC 6762 and ICANN: names that no DNS of the internet has, so SES could never verify one.
    private static final Set<String> NOT_IN_DNS =
            Set.of("example", "internal", "invalid", "local", "localhost", "onion", "test");

    private static final Pattern STAGE = Pattern.compile("[a-z][a-z0-9-]{0,15}");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,5}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|unknown");
    private static final int LONGEST_DOMAIN = 253;
    private static final int LONGEST_OPERATOR = 100;

    /**
     * Reads the context.
     *
     * @param context the value of a name, null if it was not given
     * @throws BadContext if one is missing or malformed
     */
    static Deployment of(Function<String, @Nullable Object> context) {
        String domain =
                domain(need(context, "domain", "the domain of the mailboxes, as in -c" + " domain=agents.example.com"));
        return new Deployment(
                stage(or(context, "stage", "prod")),
                region(or(context, "region", "eu-west-1")),
                domain,
                owner(need(context, "owner", "the owner's address, as in -c owner=ann@example.com"), domain),
                operator(or(context, "operator", domain)),
                keys(or(context, "keys", "1")),
                signUp(or(context, "signUp", "off")),
                commit(or(context, "commit", "unknown")));
    }

    private static String need(Function<String, @Nullable Object> context, String name, String what) {
        String value = or(context, name, "");
        if (value.isEmpty()) {
            throw new BadContext("Say " + what + ".");
        }
        return value;
    }

    private static String or(Function<String, @Nullable Object> context, String name, String otherwise) {
        Object value = context.apply(name);
        return value == null ? otherwise : value.toString().strip();
    }

    private static String stage(String stage) {
        if (!STAGE.matcher(stage).matches()) {
            throw new BadContext("-c stage=" + stage + ": a stage has 1 to 16 lower-case letters, digits and"
                    + " hyphens, and"
                    + " begins with a letter, as in -c stage=prod.");
        }
        return stage;
    }

    private static String region(String region) {
        if (!RECEIVING.contains(region)) {
            throw new BadContext("-c region=" + region + ": Amazon SES receives no mail there. Choose one of "
                    + String.join(", ", new TreeSet<>(RECEIVING)) + ".");
        }
        return region;
    }

    private static String domain(String given) {
        String domain = given.toLowerCase(Locale.ROOT);
        boolean sound = domain.length() <= LONGEST_DOMAIN
                && domain.contains(".")
                && Arrays.stream(domain.split("\\.", -1))
                        .allMatch(label -> LABEL.matcher(label).matches());
        if (!sound) {
            throw new BadContext("-c domain=" + given + ": give a whole domain in ASCII, as in -c"
                    + " domain=agents.example.com"
                    + " (an international one in its xn-- form).");
        }
        String top = domain.substring(domain.lastIndexOf('.') + 1);
        if (NOT_IN_DNS.contains(top) || top.chars().allMatch(Character::isDigit)) {
            throw new BadContext(
                    "-c domain=" + given + ": Amazon SES verifies a domain by its DNS records, and no domain"
                            + " of the internet ends in ." + top + ". Give one that you can set records for, as in -c"
                            + " domain=agents.example.com.");
        }
        return domain;
    }

    private static String owner(String owner, String domain) {
        Address address;
        try {
            address = Address.parse(owner);
        } catch (Problem notAnAddress) {
            throw new BadContext("-c owner=" + owner + ": this is not an email address.");
        }
        if (address.domain().equalsIgnoreCase(domain)) {
            throw new BadContext("-c owner=" + owner + ": the owner is a person with an address outside of " + domain
                    + ", since all mail to that domain goes to agents.");
        }
        return owner;
    }

    private static String operator(String operator) {
        if (operator.isEmpty()
                || operator.length() > LONGEST_OPERATOR
                || !operator.chars().allMatch(c -> c >= ' ')) {
            throw new BadContext("-c operator=…: name who runs this in 1 to " + LONGEST_OPERATOR + " characters.");
        }
        return operator;
    }

    private static boolean signUp(String signUp) {
        return switch (signUp) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new BadContext("-c signUp=" + signUp + ": say on to let strangers open accounts, or off.");
        };
    }

    private static String commit(String commit) {
        if (!COMMIT.matcher(commit).matches()) {
            throw new BadContext("-c commit=" + commit + ": give the 40 hexadecimal digits of a commit.");
        }
        return commit;
    }

    private static int keys(String keys) {
        if (!NUMBER.matcher(keys).matches()) {
            throw new BadContext("-c keys=" + keys + ": give a whole number from 1, one higher than before to rotate.");
        }
        return Integer.parseInt(keys);
    }

    /** A name with the stage in it. */
    String named(String what) {
        return "multimail-" + stage + "-" + what;
    }

    /** The context values as {@code -c} names them, for messages and tests. */
    Map<String, String> context() {
        return Map.of(
                "stage", stage,
                "region", region,
                "domain", domain,
                "owner", owner,
                "operator", operator,
                "keys", Integer.toString(keys),
                "signUp", signUp ? "on" : "off",
                "commit", commit);
    }
}
