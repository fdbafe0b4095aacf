package dev.multimail.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.github.cdklabs.cdknag.RegexAppliesTo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import software.amazon.awscdk.Stack;

/** The findings of cdk-nag that are accepted: {@code accepted-findings.properties} gives each its reason. */
final class Suppressions {
    // In the nested stack the bucket's ARN is a parameter.
    private static final String OBJECTS_OF_THE_BUCKET =
            "/^Resource::<(referenceto\\w*)?DataMail\\w*\\.?Arn>\\/(body|inbound|kept|public)\\/\\*$/";

    private static final String EVERY_IDENTITY = "/^Resource::arn:.*:ses:.*:identity\\/\\*$/";

    private Suppressions() {}

    static void apply(Stack stack) {
        List<NagPackSuppression> accepted = new ArrayList<>();
        Properties reasons = reasons();
        for (String id : reasons.stringPropertyNames()) {
            accepted.add(NagPackSuppression.builder()
                    .id(id)
                    .reason(reasons.getProperty(id))
                    .build());
        }
        accepted.add(NagPackSuppression.builder()
                .id("AwsSolutions-IAM5")
                .reason("A role reaches the objects under one prefix, whose names are the ids of messages.")
                .appliesTo(List.of(
                        RegexAppliesTo.builder().regex(OBJECTS_OF_THE_BUCKET).build()))
                .build());
        accepted.add(NagPackSuppression.builder()
                .id("AwsSolutions-IAM5")
                .reason("Owners add mail domains, each of which is an identity of SES with a name of its own.")
                .appliesTo(
                        List.of(RegexAppliesTo.builder().regex(EVERY_IDENTITY).build()))
                .build());
        NagSuppressions.addStackSuppressions(stack, accepted, true);
    }

    private static Properties reasons() {
        Properties reasons = new Properties();
        try (InputStream file = Suppressions.class.getResourceAsStream("accepted-findings.properties")) {
            reasons.load(Objects.requireNonNull(file, "accepted-findings.properties"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return reasons;
    }
}
