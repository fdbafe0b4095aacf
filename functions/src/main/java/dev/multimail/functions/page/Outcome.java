package dev.multimail.functions.page;

/**
 * What became of a message, in fixed words: the page's accent, a sign, a headline, what it means, and the verb that
 * belongs to "by somebody".
 */
record Outcome(String tone, String sign, String headline, String sentence, String verb) {
    static Outcome of(String state, ApprovalView view) {
        return switch (state) {
            case "approved", "queued", "sending" -> {
                String verb = view.kind().equals("inbound") ? "Released" : "Approved";
                yield new Outcome("good", "✓", verb, next(view), verb);
            }
            case "applied" ->
                new Outcome("good", "✓", "Approved", "It has taken effect, once and exactly as shown.", "Approved");
            case "scheduled" ->
                new Outcome("good", "✓", "Approved", "It leaves at the time the agent has set.", "Approved");
            case "sent" ->
                new Outcome(
                        "good",
                        "✓",
                        view.test() ? "Approved and kept" : "Approved and sent",
                        view.test()
                                ? "As a test it was kept and not delivered."
                                : "It has been handed over for delivery.",
                        "Approved");
            case "released", "unread", "read" ->
                new Outcome("good", "✓", "Released", "The agent can read it now.", "Released");
            case "rejected" -> new Outcome("bad", "✕", "Rejected", nothing(view), "Rejected");
            case "cancelled" ->
                new Outcome("quiet", "–", "Cancelled", "It was taken back. " + nothing(view), "Cancelled");
            case "expired" ->
                new Outcome("quiet", "–", "Expired", "Nobody decided in time. " + nothing(view), "Expired");
            case "failed" ->
                new Outcome(
                        "bad",
                        "!",
                        "Not delivered",
                        "It was approved, and then refused for good. Nothing was sent.",
                        "Ended");
            case "unconfirmed" ->
                new Outcome(
                        "quiet",
                        "?",
                        "Approved, outcome unknown",
                        "It may or may not have left. It is not tried again by itself, so nobody gets it twice.",
                        "Approved");
            default -> new Outcome("quiet", "–", "Already decided", "There is nothing left to decide here.", "Decided");
        };
    }

    private static String next(ApprovalView view) {
        return switch (view.kind()) {
            case "inbound" -> "The agent can read it now.";
            case "action" -> "It is being done, once and exactly as shown.";
            default ->
                view.test()
                        ? "As a test it is kept and not delivered."
                        : "It is on its way, once and exactly as shown.";
        };
    }

    private static String nothing(ApprovalView view) {
        return switch (view.kind()) {
            case "inbound" -> "It stays out of the agent's sight.";
            case "action" -> "Nothing was changed.";
            default -> "Nothing was sent.";
        };
    }
}
