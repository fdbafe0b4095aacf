package dev.multimail.functions.api;

import dev.multimail.functions.approval.DecideByLink;
import dev.multimail.functions.approval.ShowApproval;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.signup.ActivateAccount;
import dev.multimail.functions.signup.CheckSlug;
import dev.multimail.functions.signup.CreateAccount;
import dev.multimail.functions.signup.MakeOwnerKey;
import dev.multimail.functions.signup.RequestChallenge;
import dev.multimail.functions.signup.ResendConfirmation;
import dev.multimail.functions.signup.ShowOwnerKey;
import dev.multimail.functions.unsubscribe.ShowUnsubscribe;
import dev.multimail.functions.unsubscribe.Unsubscribe;
import dev.multimail.functions.wiring.Services;
import java.util.List;

/** What anybody may ask without a token. */
final class ForEverybody {
    private ForEverybody() {}

    static List<PublicOperation> operations(Services services) {
        return List.of(
                new ShowApproval(services),
                new DecideByLink(services),
                new RequestChallenge(services),
                new CreateAccount(services),
                new ResendConfirmation(services),
                new ActivateAccount(services),
                new CheckSlug(services),
                new ShowOwnerKey(services),
                new MakeOwnerKey(services),
                new ShowUnsubscribe(services),
                new Unsubscribe(services),
                new ShowVerify(services),
                new VerifyIdentity(services),
                new ProofStatus(services),
                new SigningKeys(services),
                new GetFile(services),
                new Health(services),
                new OpenApiDocument(services, "openapi", "/openapi.json"),
                new OpenApiDocument(services, "openapi_v1", "/v1/openapi.json"));
    }
}
