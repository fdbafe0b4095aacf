package dev.multimail.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;

/**
 * The CDK app. The CDK's command line runs it and gives it the context; run by itself it takes {@code -c name=value} as
 * well, and writes the cloud assembly to the folder that {@code CDK_OUTDIR} names.
 */
public final class MultiMailApp {
    private static final int MISUSE = 2;

    private MultiMailApp() {}

    public static void main(String[] arguments) {
        try {
            App app = new App(
                    AppProps.builder().context(context(List.of(arguments))).build());
            build(app, new Functions.Jars(jar("api"), jar("pipeline"), jar("mcp")));
            app.synth();
        } catch (BadContext bad) {
            System.err.println(bad.getMessage());
            System.exit(MISUSE);
        }
    }

    /** The stack of the deployment that the app's context describes. */
    static MultiMailStack build(App app, Functions.Jars jars) {
        Deployment deployment = Deployment.of(app.getNode()::tryGetContext);
        MultiMailStack stack = new MultiMailStack(
                app,
                deployment,
                jars,
                StackProps.builder()
                        .env(Environment.builder().region(deployment.region()).build())
                        .description("MultiMail, email for AI agents with human approval: stage " + deployment.stage())
                        .build());
        Tags.of(stack).add("multimail:stage", deployment.stage());
        Aspects.of(app).add(AwsSolutionsChecks.Builder.create().verbose(true).build());
        return stack;
    }

    private static Map<String, String> context(List<String> arguments) {
        Map<String, String> context = new HashMap<>();
        for (int index = 0; index < arguments.size(); index += 2) {
            String pair = index + 1 < arguments.size() ? arguments.get(index + 1) : "";
            int equals = pair.indexOf('=');
            if (!arguments.get(index).equals("-c") || equals < 1) {
                throw new BadContext("Give context values as -c name=value, for example -c domain=agents.example.com.");
            }
            context.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return context;
    }

    private static Path jar(String kind) {
        String folder = System.getProperty("multimail.jars", "../lambda/target");
        return Path.of(folder, "lambda-0.1.0-SNAPSHOT-" + kind + ".jar");
    }
}
