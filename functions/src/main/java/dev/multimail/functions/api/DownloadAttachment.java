package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.FileReply;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mail.Attachment;
import dev.multimail.mail.MimeParser;
import dev.multimail.message.Message;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.store.Deliverables.Deliverable;
import java.util.Optional;

/** Downloads one attachment as it is. It is a stranger's file: browsers are told to save it and to guess nothing. */
public record DownloadAttachment(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.DOWNLOAD_ATTACHMENT,
                Endpoint.Verb.GET,
                "Download one attachment of a message, as raw bytes, by its name.",
                "/v1/mailboxes/{mailbox}/emails/{email}/attachments/{filename}",
                "/v1/emails/{email}/attachments/{filename}");
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
        services.store()
                .audit()
                .record(call.audit(message.id().mailbox(), message.id().toString()));
        return FileReply.of(attachment);
    }
}
