package dev.multimail.functions.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.approval.FileLink;
import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.gateway.ApiGateway;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.view.FileReply;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mail.Attachment;
import dev.multimail.mail.MimeParser;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Deliverables.Deliverable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Gives out the attachment that a signed address names; every fetch leaves a record. */
public record GetFile(Services services) implements PublicOperation {
    @Override
    public String name() {
        return "get_file";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.GET;
    }

    @Override
    public String path() {
        return "/v1/files/{file}";
    }

    @Override
    public String description() {
        return "Get the attachment that a signed address names; the address is good for an hour.";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        String token = event.getPathParameters() == null
                ? ""
                : event.getPathParameters().getOrDefault("file", "");
        if (!FileLink.resembles(token)) {
            throw Problem.of(ErrorCode.NOT_FOUND);
        }
        Instant now = services.clock().instant();
        FileLink link = FileLink.open(token, services.settings().linkKeys(), now)
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND));
        Deliverable read =
                services.store().deliverables().get(link.message()).orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND));
        Attachment attachment = Optional.ofNullable(read.raw())
                .flatMap(raw -> MimeParser.attachment(raw, link.fileName()))
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND));
        services.store()
                .audit()
                .record(new AuditRecord(
                        services.ids().ulid(),
                        now,
                        read.message().accountId(),
                        link.message().mailbox(),
                        link.message().live(),
                        "link:file",
                        name(),
                        AuditRecord.OK,
                        link.message().toString(),
                        ApiGateway.requestId(event),
                        Map.of("filename", link.fileName())));
        return FileReply.of(attachment);
    }
}
