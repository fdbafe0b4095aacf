package dev.multimail.functions.simulation;

import dev.multimail.effect.Job;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.id.MessageId;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jsoup.Jsoup;

/** What people, agents and AWS do in meetings, and what they are answered in a few words. */
final class Acts {
    private Acts() {}

    /** What an answer says of the state of things. */
    static String said(Answer answer) {
        if (!answer.body().startsWith("{")) {
            return answer.status() + " " + Jsoup.parse(answer.body()).title();
        }
        for (String name : List.of("message_status", "status", "code", "oversight_mode")) {
            if (!answer.text(name).isEmpty()) {
                return answer.status() + " " + answer.text(name);
            }
        }
        return Integer.toString(answer.status());
    }

    static Supplier<String> owner(Stage stage, String verb, String target, Map<String, Object> body) {
        return () -> said(stage.owner(verb, target, body));
    }

    static Supplier<String> agent(
            Stage stage, TestMailbox mailbox, String verb, String target, Map<String, Object> body) {
        return () -> said(stage.agent(mailbox, verb, target, body));
    }

    /** A decision by the owner's key. */
    static Supplier<String> key(Stage stage, String id, String action) {
        return owner(stage, "POST", "/v1/emails/" + id + "/decide", Map.of("action", action));
    }

    /** A decision by the newest link that an approver got; its page is open already. */
    static Supplier<String> link(Stage stage, String action) {
        return link(stage, stage.gated().newestLink(), action);
    }

    static Supplier<String> link(Stage stage, String link, String action) {
        TestMailbox mailbox = stage.gated();
        String nonce = mailbox.open(link);
        return () -> said(mailbox.post(link, nonce, action, ""));
    }

    static Supplier<String> cancel(Stage stage, TestMailbox mailbox, String id) {
        return agent(stage, mailbox, "POST", "/v1/emails/" + id + "/cancel", Map.of());
    }

    /** A change of a mailbox by its owner. */
    static Supplier<String> configure(Stage stage, TestMailbox mailbox, Map<String, Object> change) {
        return () -> Stage.status(stage.owner("PATCH", "/v1/mailboxes/" + mailbox.id(), change));
    }

    static Supplier<String> close(Stage stage, TestMailbox mailbox) {
        return owner(stage, "DELETE", "/v1/mailboxes/" + mailbox.id(), Map.of());
    }

    static Supplier<String> deliver(Stage stage, String id) {
        return done(() -> stage.world().pipeline().handle(new Job.Deliver(MessageId.of(id))));
    }

    static Supplier<String> sweep(Stage stage) {
        return done(stage.world().pipeline()::sweep);
    }

    static Supplier<String> timer(Stage stage, String id) {
        return done(() -> stage.world().pipeline().timeout(MessageId.of(id)));
    }

    static Supplier<String> tell(Stage stage, Map<String, Object> event) {
        return done(() -> SesEvents.tell(stage.world(), event));
    }

    static Supplier<String> done(Runnable act) {
        return () -> {
            act.run();
            return "done";
        };
    }
}
