package dev.multimail.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.github.cdklabs.cdknag.RegexAppliesTo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;

/** The findings of cdk-nag that are accepted, each with its reason. */
final class Suppressions {
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry(
                    "AwsSolutions-S1",
                    "Only the functions and SES use the bucket; CloudTrail data events"
                            + " can be turned on"
                            + " for it without a second bucket that nobody reads."),
            Map.entry(
                    "AwsSolutions-SMG4",
                    "Signing keys rotate by generations (-c keys=2), since links that"
                            + " were mailed"
                            + " must still open; the owner's key is replaced by the owner through the API."),
            Map.entry(
                    "AwsSolutions-SQS3",
                    "This queue is itself where failed calls of functions and of the" + " stream end."),
            Map.entry(
                    "AwsSolutions-SF1",
                    "An execution's history holds everything for 90 days; logs of it"
                            + " would cost more"
                            + " than the waits."),
            Map.entry("AwsSolutions-SF2", "Each execution makes one or two calls, and its history shows them."),
            Map.entry(
                    "AwsSolutions-APIG2",
                    "Each operation checks its own request and explains what is"
                            + " wrong, which API"
                            + " Gateway's validation would do before it and worse."),
            Map.entry(
                    "AwsSolutions-APIG3",
                    "A web ACL costs more a month than the service; an account that"
                            + " has one attaches"
                            + " it to the stage."),
            Map.entry(
                    "AwsSolutions-APIG4",
                    "The approval page, the public keys and the health check are for"
                            + " everybody; links"
                            + " are capabilities of their own."),
            Map.entry(
                    "AwsSolutions-APIG6",
                    "Execution logs would hold the path of approval links; the access"
                            + " log holds the"
                            + " route instead."),
            Map.entry("AwsSolutions-COG4", "Agents have tokens of this service, which its own authorizer checks."),
            Map.entry("AwsSolutions-IAM4", "API Gateway takes no other policy for writing an account's access logs."));

    private Suppressions() {}

    static void apply(Stack stack) {
        List<NagPackSuppression> accepted = new ArrayList<>();
        REASONS.forEach((id, reason) ->
                accepted.add(NagPackSuppression.builder().id(id).reason(reason).build()));
        accepted.add(NagPackSuppression.builder()
                .id("AwsSolutions-IAM5")
                .reason("A role reaches the objects under one prefix, whose names are the ids of messages.")
                .appliesTo(List.of(RegexAppliesTo.builder()
                        .regex("/^Resource::<DataMail.*\\.Arn>\\/(body|inbound|kept|public)\\/\\*$/")
                        .build()))
                .build());
        NagSuppressions.addStackSuppressions(stack, accepted);
    }
}
