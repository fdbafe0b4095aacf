package dev.multimail.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a message costs in Step Functions, which charges for each state that an execution enters: how often the service
 * parks a message, and which states of the real definition its wait then enters.
 */
class TransitionsTest {
    private static final String WAIT = "AwaitDecision";
    private static final String DECIDED = "";
    private static final String TIMEOUT = "States.Timeout";
    private static final String NO_LONGER_PENDING = "DynamoDb.ConditionalCheckFailedException";

    private final World world = new World();

    @Test
    void aMessageThatNobodyMustDecideCostsNone() {
        TestMailbox free = world.mailbox("free@agents.example.com", "autonomous");
        String id = free.send("Hello").text("id");
        world.settle();
        assertThat(free.status(id)).isEqualTo("sent");
        assertThat(parked()).isEmpty();
    }

    @Test
    void aDecidedMessageCostsOne() {
        TestMailbox gated = world.mailbox("buyer@agents.example.com", "gated_send");
        String id = gated.send("Hello").text("id");
        world.settle();
        gated.press(gated.newestLink(), "approve", "");
        world.settle();
        assertThat(gated.status(id)).isEqualTo("sent");
        assertThat(parked()).hasSize(1);
        assertThat(entered(DECIDED)).containsExactly(WAIT);
    }

    @Test
    void anExpiredMessageCostsTwo() {
        TestMailbox gated = world.mailbox("buyer@agents.example.com", "gated_send");
        String id = gated.send("Hello").text("id");
        world.settle();
        world.clock().advance(Duration.ofDays(3));
        world.settle();
        assertThat(gated.status(id)).isEqualTo("expired");
        assertThat(parked()).hasSize(1);
        assertThat(entered(TIMEOUT)).containsExactly(WAIT, "Expire");
    }

    @Test
    void aMessageThatWasDecidedBeforeItsWaitBeganCostsTwo() {
        assertThat(entered(NO_LONGER_PENDING)).containsExactly(WAIT, "DecidedBefore");
    }

    private List<String> parked() {
        return world.faults().calls().stream()
                .filter(call -> call.equals("parking.park"))
                .toList();
    }

    /** The states that an execution enters whose wait ends with this error, or without one. */
    private static List<String> entered(String error) {
        Tree definition = Json.tree(Flow.text("await-decision.asl.json"));
        List<String> entered = new ArrayList<>();
        String name = definition.at("StartAt").text();
        while (!name.isEmpty()) {
            assertThat(Collections.frequency(entered, name)).as("no loop").isZero();
            entered.add(name);
            Tree state = definition.at("States", name);
            assertThat(state.at("Type").text()).isIn("Task", "Succeed");
            name = name.equals(WAIT) && !error.isEmpty()
                    ? caught(state, error)
                    : state.at("Next").text();
        }
        return entered;
    }

    private static String caught(Tree state, String error) {
        return state.at("Catch").list().stream()
                .filter(each -> each.at("ErrorEquals").list().stream()
                        .anyMatch(name -> name.text().equals(error)))
                .map(each -> each.at("Next").text())
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing catches " + error));
    }
}
