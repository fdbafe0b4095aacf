package dev.multimail.functions.pipeline;

import dev.multimail.approval.OneTimeCode;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.mailbox.SignUp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mails a code to whom it is for. It may arrive twice; it is good once. */
final class CodeMail {
    private final Services services;

    CodeMail(Services services) {
        this.services = services;
    }

    /** What a person reads. */
    private record Words(String subject, String text) {}

    void send(String codeId) {
        Optional<OneTimeCode> found = services.store().codes().get(codeId);
        if (found.isEmpty() || found.get().mailedAt() != null || found.get().usedAt() != null) {
            return;
        }
        OneTimeCode code = found.get();
        Instant now = services.clock().instant();
        if (services.store().mailboxes().find(code.to()).isPresent()) {
            // Its agent would read the code and authorize itself.
            services.log().info("the owner's address is a mailbox", Map.of("code_id", codeId));
            return;
        }
        Words words = words(code);
        ServiceMail.send(services, code.to(), words.subject(), words.text(), codeId, now);
        // Whoever asked for another code or redeemed this one meanwhile was first; the row says what is left to do.
        OneTimeCode mailed = code.mailed(now, services.settings().linkKeys().current());
        services.store().transactions().commit(List.of(services.store().codes().change(code, mailed)));
    }

    private Words words(OneTimeCode code) {
        String text = code.text(services.settings().linkKeys());
        MailboxId mailbox = code.mailbox();
        if (SignUp.isCode(code.id())) {
            return new Words("Confirm your MultiMail account", signUp(code, SignUp.codeText(code.id(), text)));
        }
        if (mailbox == null) {
            return new Words("Code to approve a change of your account", operation(code, text));
        }
        Mailbox about = services.store().mailboxes().get(mailbox).orElseThrow();
        return new Words("Code for " + about.address(), upgrade(code, about, text));
    }

    private static String upgrade(OneTimeCode code, Mailbox mailbox, String text) {
        return "The agent of " + mailbox.address() + " asks for a looser oversight mode: " + code.what() + ".\n\n"
                + "If you agree, give it this code. It is good once, until " + code.expiresAt() + ":\n\n    "
                + text
                + "\n\nIf you do not agree, do nothing. Nobody else has this code.\n";
    }

    private static String operation(OneTimeCode code, String text) {
        return "A key of your account asks for this:\n\n    " + code.what() + "\n\n"
                + "If you agree, give whoever asked this code. It is good once, for exactly this, until "
                + code.expiresAt() + ":\n\n    "
                + text
                + "\n\nIf you do not agree, do nothing. Nobody else has this code.\n";
    }

    private static String signUp(OneTimeCode code, String text) {
        return "Somebody, or an agent for you, asks for a MultiMail account with your address: " + code.what()
                + ".\n\n"
                + "What the agent sends waits for your approval by default. If you agree, give it this code. It is good"
                + " once, until " + code.expiresAt() + ":\n\n    "
                + text
                + "\n\nIf you do not agree, do nothing: without the code there is no account.\n";
    }
}
