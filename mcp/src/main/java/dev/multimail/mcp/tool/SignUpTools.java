package dev.multimail.mcp.tool;

import static dev.multimail.mcp.tool.Parameter.body;

import java.util.List;

/** What somebody without a key can do. */
final class SignUpTools {
    private static final String SETUP = "This MultiMail server has no key that works. Get a mailbox's token from its"
            + " owner (create_mailbox answers one; a local service prints one when it starts), set it as"
            + " MULTIMAIL_API_KEY in the MCP client's configuration, with the server's address as MULTIMAIL_API_URL"
            + " and, for an account key, MULTIMAIL_MAILBOX, and start the client again.";

    private SignUpTools() {}

    static List<Tool> all() {
        return List.of(
                new Tool(
                        "setup_multimail",
                        "Set up MultiMail",
                        "Say how to give this MCP server a key.",
                        new Way.Fixed(SETUP),
                        List.of(),
                        new Answer.Facts(List.of(new Answer.Field("message", "string"))),
                        Tool.Listing.NEWCOMERS),
                Tool.of(
                                "request_challenge",
                                "Ask for a sign-up challenge",
                                "request_challenge",
                                "Get the proof of work that signing up needs.")
                        .taking(body("oversight_email", "The owner's address."))
                        .telling("algorithm", "challenge", "salt", "signature", "maxnumber:integer")
                        .listed(Tool.Listing.NEWCOMERS),
                Tool.of("create_account", "Sign up", "create_account", "Sign up; a code is mailed to the owner.")
                        .taking(
                                body("operator_name", "Who runs the agent.").needed(),
                                body("oversight_email", "The owner's address.").needed(),
                                body("accepted_tos", Arguments.FLAG, "Terms accepted.")
                                        .needed(),
                                body("accepted_operator_agreement", Arguments.FLAG, "Operator agreement accepted.")
                                        .needed(),
                                body("accepted_anti_spam_policy", Arguments.FLAG, "Anti-spam policy accepted.")
                                        .needed(),
                                body("pow_solution", new Type.Structure(), "The solved challenge, with its number.")
                                        .needed(),
                                body("slug", "Short name."),
                                body("physical_address", "Postal address."),
                                body("use_case", "What for."),
                                Arguments.MODE)
                        .telling("status", "message")
                        .listed(Tool.Listing.NEWCOMERS),
                Tool.of(
                                "resend_confirmation",
                                "Mail the code again",
                                "resend_confirmation",
                                "Mail the activation code again.")
                        .taking(body("oversight_email", "The owner's address.").needed())
                        .telling("status", "message")
                        .listed(Tool.Listing.NEWCOMERS),
                Tool.of("activate_account", "Activate", "activate_account", "Redeem the activation code for a key.")
                        .taking(body("code", "Such as SKP-7D2-4V8.").needed())
                        .telling("status", "api_key", "mailbox_id", "mailbox_address")
                        .listed(Tool.Listing.NEWCOMERS));
    }
}
