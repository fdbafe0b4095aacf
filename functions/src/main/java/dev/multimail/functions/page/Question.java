package dev.multimail.functions.page;

/** What an approver is asked: a title in plain text; a headline, a consequence and two button labels in HTML. */
record Question(String title, String headline, String consequence, String approve, String reject) {
    static Question of(ApprovalView view) {
        String agent = Html.isolated(view.agentName());
        return switch (view.kind()) {
            case "inbound" ->
                new Question(
                        "Release this email to " + view.agentName() + "?",
                        "May " + agent + " read this email?",
                        "It came from outside and waits. The agent cannot see it unless you release it.",
                        "Release",
                        "Keep back");
            case "action" ->
                new Question(
                        "Approve? " + view.subject(),
                        agent + " asks to do this",
                        "Nothing has changed yet. It is done once, exactly as shown, if you approve.",
                        "Approve",
                        "Reject");
            default ->
                new Question(
                        "Approve? " + view.subject(),
                        agent + " wants to send this email",
                        view.test()
                                ? "This is a rehearsal: decide as you would, and nothing leaves."
                                : "Nothing has left yet. It is sent once, exactly as shown, if you approve.",
                        view.test() ? "Approve" : "Approve and send",
                        "Reject");
        };
    }
}
