package dev.multimail.functions.testing;

import dev.multimail.effect.Delivery;
import dev.multimail.effect.Outgoing;
import dev.multimail.effect.Transport;
import dev.multimail.mail.MimeParser;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** A transport that keeps every copy it accepts, and answers as a test wants. */
public final class Outbox implements Transport {
    private final Faults faults;
    private final String name;
    private final List<Outgoing> accepted = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private volatile Function<Outgoing, Delivery> answer;

    Outbox(Faults faults, String name) {
        this.faults = faults;
        this.name = name;
        this.answer = mail -> new Delivery.Accepted(name + "-" + ids.incrementAndGet());
    }

    /** Every attempt from now on is answered like this; only an acceptance, or doubt, keeps a copy. */
    public void answerWith(Function<Outgoing, Delivery> next) {
        answer = next;
    }

    @Override
    public Delivery send(Outgoing mail) {
        faults.seen().sawPort(name + ".send");
        try {
            return faults.through(name + ".send", () -> accept(mail));
        } catch (SdkException failure) {
            boolean throttled = failure instanceof SdkServiceException said && said.isThrottlingException();
            return throttled
                    ? new Delivery.RefusedForNow("throttled")
                    : new Delivery.Unknown(String.valueOf(failure.getMessage()));
        }
    }

    private Delivery accept(Outgoing mail) {
        Delivery delivery = answer.apply(mail);
        if (delivery instanceof Delivery.Accepted || delivery instanceof Delivery.Unknown) {
            accepted.add(mail);
        }
        return delivery;
    }

    /** Every copy that was accepted, agents' mail and notices, in order. */
    public List<Outgoing> everything() {
        return List.copyOf(accepted);
    }

    @Override
    public String messageIdHeader(String providerId, String given) {
        return given;
    }

    /** Copies of agents' mail. */
    public List<Outgoing> agentMail() {
        return accepted.stream()
                .filter(mail -> mail.kind() == Outgoing.Kind.AGENT_MAIL)
                .toList();
    }

    /** What a pattern's first group finds in the text of the newest notice that has it. */
    public String mailed(Pattern pattern) {
        return notices().reversed().stream()
                .map(notice -> pattern.matcher(MimeParser.parse(notice.raw()).text()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no notice has " + pattern));
    }

    public List<Outgoing> notices() {
        return accepted.stream()
                .filter(mail -> mail.kind() == Outgoing.Kind.NOTICE)
                .toList();
    }
}
