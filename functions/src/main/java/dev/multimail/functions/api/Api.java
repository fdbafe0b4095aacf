package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.wiring.Services;
import java.util.List;
import java.util.stream.Stream;

/** The one list of the API's operations. Routes, functions, roles and references follow from it. */
public final class Api {
    private Api() {}

    /** Every operation, over these services. */
    public static List<ApiOperation<?>> operations(Services services) {
        return Stream.of(mail(services), mailboxes(services), owners(services))
                .<ApiOperation<?>>flatMap(List::stream)
                .toList();
    }

    private static List<ApiOperation<?>> mail(Services services) {
        return List.of(
                new SendEmail(services),
                new ReplyEmail(services),
                new EditScheduledEmail(services),
                new CheckInbox(services),
                new WaitForEmail(services),
                new WaitForDecision(services),
                new ReadEmail(services),
                new DownloadAttachment(services),
                new GetAttachmentUrl(services),
                new GetThread(services),
                new ListThreads(services),
                new GetTags(services),
                new TagEmail(services),
                new DeleteTag(services),
                new ReportSpam(services),
                new NotSpam(services),
                new ListSpam(services),
                new DecideEmail(services),
                new WhoAmI(services),
                new ListPending(services),
                new CancelMessage(services),
                new DeleteEmail(services),
                new ListContacts(services),
                new AddContact(services),
                new DeleteContact(services));
    }

    private static List<ApiOperation<?>> mailboxes(Services services) {
        return List.of(
                new CreateMailbox(services),
                new ConfigureMailbox(services),
                new DeleteMailbox(services),
                new ListAllowlist(services),
                new AddAllowlistEntry(services),
                new RemoveAllowlistEntry(services),
                new RequestUpgrade(services),
                new ApplyUpgrade(services),
                new SimulateInbound(services),
                new ReportIssue(services),
                new GetMailbox(services),
                new ListMailboxes(services));
    }

    private static List<ApiOperation<?>> owners(Services services) {
        return List.of(
                new GetAccount(services),
                new UpdateAccount(services),
                new DeleteAccount(services),
                new ExportAccount(services),
                new GetUsage(services),
                new CreateToken(services),
                new ListTokens(services),
                new UpdateToken(services),
                new RevokeToken(services),
                new CreateWebhook(services),
                new ListWebhooks(services),
                new GetWebhook(services),
                new UpdateWebhook(services),
                new RotateWebhookSecret(services),
                new TestWebhook(services),
                new DeleteWebhook(services),
                new ListWebhookDeliveries(services),
                new RedeliverWebhook(services),
                new ListSuppression(services),
                new RemoveSuppression(services),
                new CreateDomain(services),
                new ListDomains(services),
                new GetDomain(services),
                new VerifyDomain(services),
                new DeleteDomain(services),
                new GetAuditLog(services),
                new ExportAuditLog(services),
                new Billing(services));
    }

    /** What anybody may ask without a token. */
    public static List<PublicOperation> publicOperations(Services services) {
        return ForEverybody.operations(services);
    }
}
