package dev.multimail.lambda.aws;

import dev.multimail.effect.MailDomains;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.AlreadyExistsException;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.LimitExceededException;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;

/** Mail domains as identities of SES (AWS: Easy DKIM). */
public final class SesDomains implements MailDomains {
    private final Supplier<SesV2Client> ses;
    private final String region;

    /** @param ses made when a domain is registered, looked at or removed, which most functions never do */
    public SesDomains(Supplier<SesV2Client> ses, String region) {
        this.ses = ses;
        this.region = region;
    }

    @Override
    public List<String> register(String domain) {
        SesV2Client client = ses.get();
        try {
            return client.createEmailIdentity(request -> request.emailIdentity(domain))
                    .dkimAttributes()
                    .tokens();
        } catch (AlreadyExistsException registered) {
            return client.getEmailIdentity(request -> request.emailIdentity(domain))
                    .dkimAttributes()
                    .tokens();
        } catch (BadRequestException | LimitExceededException refused) {
            throw Problem.of(
                    ErrorCode.INVALID_FIELD,
                    "Amazon SES does not take " + domain + " as a domain to send from: "
                            + refused.awsErrorDetails().errorMessage(),
                    "field",
                    "domain");
        }
    }

    @Override
    public boolean verified(String domain) {
        return Boolean.TRUE.equals(ses.get()
                .getEmailIdentity(request -> request.emailIdentity(domain))
                .verifiedForSendingStatus());
    }

    @Override
    public void remove(String domain) {
        try {
            ses.get().deleteEmailIdentity(request -> request.emailIdentity(domain));
        } catch (NotFoundException gone) {
            return;
        }
    }

    // AWS: email receiving endpoints are named after their region.
    @Override
    public String mailHost() {
        return "inbound-smtp." + region + ".amazonaws.com";
    }
}
