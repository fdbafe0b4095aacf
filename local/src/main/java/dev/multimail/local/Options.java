package dev.multimail.local;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the local service is started.
 *
 * @param port of HTTP, 0 for any free one
 * @param smtpPort of SMTP, 0 for any free one
 * @param data the folder that keeps everything, null to keep nothing
 * @param readyFile written when the service answers, null for none
 * @param signUp whether strangers may open accounts
 */
public record Options(
        int port,
        int smtpPort,
        @Nullable Path data,
        @Nullable Path readyFile,
        boolean signUp) {
    static final String HELP = """
            Runs the whole of MultiMail on this machine.

              ./multimail local [--port 8025] [--smtp-port 2525] [--data DIR | --ephemeral] [--ready-file FILE]
                                [--no-sign-up]

              --port N          the port of the API, the approval pages and the console (0: any free one)
              --smtp-port N     the port that receives mail for agents (0: any free one)
              --data DIR        the folder that keeps everything (.multimail)
              --ephemeral       keep everything in memory and forget it at the end
              --ready-file FILE write addresses, keys and tokens there as JSON once the service answers
              --no-sign-up      open no accounts for strangers
            """;

    private static final int STANDARD_PORT = 8025;
    private static final int STANDARD_SMTP_PORT = 2525;
    private static final int LAST_PORT = 65_535;

    /** What was given cannot be understood, for a reason that a person can read. */
    public static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /** Free ports, and nothing outlives the process. */
    public static Options ephemeral() {
        return new Options(0, 0, null, null, true);
    }

    /** Free ports, and everything is kept in a folder. */
    public static Options in(Path data) {
        return new Options(0, 0, data, null, true);
    }

    /**
     * Reads the command line.
     *
     * @param root the folder in which {@code .multimail} lies if no other is named
     * @throws Wrong if it cannot be understood
     */
    static Options parse(List<String> arguments, Path root) {
        Deque<String> left = new ArrayDeque<>(arguments);
        int port = STANDARD_PORT;
        int smtpPort = STANDARD_SMTP_PORT;
        Path data = null;
        Path readyFile = null;
        boolean ephemeral = false;
        boolean signUp = true;
        while (!left.isEmpty()) {
            String[] option = left.pop().split("=", 2);
            if (option.length == 2) {
                left.push(option[1]);
            }
            switch (option[0]) {
                case "--port" -> port = port(option[0], left);
                case "--smtp-port" -> smtpPort = port(option[0], left);
                case "--data" -> data = path(option[0], left);
                case "--ready-file" -> readyFile = path(option[0], left);
                case "--ephemeral" -> ephemeral = true;
                case "--no-sign-up" -> signUp = false;
                default -> throw new Wrong("There is no option " + option[0] + ".");
            }
        }
        if (ephemeral && data != null) {
            throw new Wrong("--data keeps everything and --ephemeral nothing: give one of them.");
        }
        if (port != 0 && port == smtpPort) {
            throw new Wrong("--port and --smtp-port are the same: give two different ones.");
        }
        Path folder = data == null ? root.resolve(".multimail") : data;
        return new Options(port, smtpPort, ephemeral ? null : folder, readyFile, signUp);
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty() || left.peek().isEmpty()) {
            throw new Wrong(option + " needs a value.");
        }
        return left.pop();
    }

    private static int port(String option, Deque<String> left) {
        String text = value(option, left);
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw notAPort(option, text);
        }
        throw notAPort(option, text);
    }

    private static Wrong notAPort(String option, String text) {
        return new Wrong(option + " is a number from 0 to " + LAST_PORT + ", not " + text + ".");
    }

    private static Path path(String option, Deque<String> left) {
        String text = value(option, left);
        try {
            return Path.of(text);
        } catch (InvalidPathException notAPath) {
            throw new Wrong(option + " is a path, not " + text + ".");
        }
    }
}
