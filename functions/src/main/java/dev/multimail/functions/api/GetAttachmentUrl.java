package dev.multimail.functions.api;

import dev.multimail.approval.FileLink;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mail.Attachment;
import dev.multimail.mail.MimeParser;
import dev.multimail.message.Message;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.store.Deliverables.Deliverable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers an address for one attachment; whoever has it can fetch the file for an hour. */
public record GetAttachmentUrl(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.GET_ATTACHMENT_URL,
                Endpoint.Verb.GET,
                "Get an address that gives out one attachment without a token, for an hour.",
                "/v1/mailboxes/{mailbox}/emails/{email}/attachments/{filename}/url",
                "/v1/emails/{email}/attachments/{filename}/url");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        Deliverable read =
                services.store().deliverables().get(Targets.messageId(call)).orElseThrow(Targets::missing);
        Message message = Targets.requireVisible(call.principal(), read.message());
        String name = call.pathParameter("filename").orElse("");
        Attachment attachment = Optional.ofNullable(read.raw())
                .flatMap(raw -> MimeParser.attachment(raw, name))
                .orElseThrow(Targets::missing);
        FileLink link = new FileLink(message.id(), attachment.name(), call.now().plus(FileLink.LIFETIME));
        services.store()
                .audit()
                .record(call.audit(message.id().mailbox(), message.id().toString()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "url",
                services.settings()
                        .url("/v1/files/"
                                + FileLink.sign(link, services.settings().linkKeys())));
        answer.put("filename", attachment.name());
        answer.put("size_bytes", attachment.content().size());
        answer.put("content_type", attachment.contentType());
        answer.put("expires_in", FileLink.LIFETIME.toSeconds());
        return Reply.ok(answer);
    }
}
