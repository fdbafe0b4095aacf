package dev.multimail.local;

import java.io.Console;
import java.nio.file.Path;
import java.util.List;

/** {@code ./multimail local}: runs the whole service on this machine until it is told to stop. */
public final class LocalMain {
    private static final int MISUSED = 2;
    private static final int FAILED = 1;

    private LocalMain() {}

    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        if (given.contains("--help") || given.contains("-h")) {
            System.out.print(Options.HELP);
            return;
        }
        try {
            Options options = Options.parse(given, Path.of(System.getProperty("multimail.root", "")));
            LocalInstallation running = LocalInstallation.start(options, System.err);
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
            System.out.print(new Greeting(isTerminal()).of(running));
            System.out.flush();
        } catch (Options.Wrong wrong) {
            System.err.println(wrong.getMessage() + " --help lists the options.");
            System.exit(MISUSED);
        } catch (CannotStart cannot) {
            System.err.println(cannot.getMessage());
            System.exit(FAILED);
        }
    }

    // JDK 25's own console is null again when output goes elsewhere, whatever the check believes of JDK 22.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal() && System.getenv("NO_COLOR") == null;
    }
}
