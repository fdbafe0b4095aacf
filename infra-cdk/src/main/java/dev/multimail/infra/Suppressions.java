package dev.multimail.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.Stack;

/** The findings of cdk-nag that are accepted, each with its reason. */
final class Suppressions {
    private Suppressions() {}

    static void apply(Stack stack) {
        NagSuppressions.addStackSuppressions(stack, List.of());
    }
}
