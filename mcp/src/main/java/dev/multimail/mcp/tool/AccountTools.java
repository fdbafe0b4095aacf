package dev.multimail.mcp.tool;

import static dev.multimail.mcp.tool.Parameter.MAILBOX;
import static dev.multimail.mcp.tool.Parameter.body;
import static dev.multimail.mcp.tool.Parameter.path;
import static dev.multimail.mcp.tool.Parameter.query;

import java.util.List;
import java.util.stream.Stream;

/** The account, its keys, its audit log and its domains. */
final class AccountTools {
    private static final Parameter KEY = path("key_id", "token", "The key's id.");

    private AccountTools() {}

    static List<Tool> all() {
        return Stream.of(account(), keys(), audit(), domains())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Tool> account() {
        return List.of(
                Tool.of(
                                "who_am_i",
                                "Who am I",
                                "who_am_i",
                                "Say whose token this is: mailbox, oversight mode, scopes, live or test.")
                        .telling("kind", "mailbox_id", "address", "oversight_mode", "test:boolean", "scopes:array"),
                Tool.of("get_account", "Read the account", "get_account", "Read the account's name, limits and state.")
                        .telling("id", "name", "oversight_email"),
                Tool.of("update_account", "Change the account", "update_account", "Change the account's settings.")
                        .taking(
                                body("name", "The operator's name."),
                                body("oversight_email", "Where codes and notices go."),
                                body("physical_address", "Postal address for footers."),
                                body("operator_approval", Arguments.FLAG, "Whether changes need a mailed code."),
                                Arguments.CODE)
                        .telling("status"),
                Tool.of("delete_account", "Delete the account", "delete_account", "Close the account for good.")
                        .taking(Arguments.CODE)
                        .telling("status", "message"),
                Tool.of(
                                "export_account",
                                "Export the account",
                                "export_account",
                                "Export settings and messages as JSON Lines, once an hour.")
                        .taking(Arguments.CURSOR)
                        .answering(new Answer.File()),
                Tool.of("get_usage", "Read usage", "get_usage", "Count what was sent, received, called and decided.")
                        .taking(
                                query("from", "First day, such as 2027-01-01."),
                                query("to", "Last day."),
                                query("period", new Type.Text(List.of("summary", "daily")), "In all, or by day."))
                        .telling("from", "to"),
                Tool.of("report_issue", "Report an issue", "report_issue", "Tell the operator that something is wrong.")
                        .taking(
                                body("message", "What is wrong.").needed(),
                                body("request_id", "The call that it is about."))
                        .telling("status"),
                Tool.of(
                                "verify_sender",
                                "Verify a sender",
                                "verify_identity",
                                "Check the X-MultiMail-Identity statement of a message: who sent it, under which mode.")
                        .taking(body("identity", "The header's value.").needed())
                        .telling("valid:boolean"));
    }

    private static List<Tool> keys() {
        return List.of(
                Tool.of("list_api_keys", "List keys", "list_tokens", "List tokens and keys, never their secrets.")
                        .taking(MAILBOX)
                        .telling("api_keys:array"),
                Tool.of(
                                "create_api_key",
                                "Create a key",
                                "create_token",
                                "Make a mailbox's token, or a key of the account. It is shown this once.")
                        .taking(
                                body("name", "What it is for.").needed(),
                                body("scopes", Arguments.TEXTS, "read, send, oversight_read, oversight or admin."),
                                body("mailbox_id", "Make it a token of this mailbox.")
                                        .as("mailbox"),
                                body("test", Arguments.FLAG, "A token for tests: nothing leaves."),
                                Arguments.CODE)
                        .telling("id", "api_key", "token", "prefix", "name", "scopes:array", "status"),
                Tool.of("update_api_key", "Change a key", "update_token", "Change a key's name or scopes.")
                        .taking(
                                KEY,
                                body("name", "What it is for."),
                                body("scopes", Arguments.TEXTS, "What it may do."))
                        .telling("status"),
                Tool.of("revoke_api_key", "Revoke a key", "revoke_token", "Revoke a key for good, within 60 seconds.")
                        .taking(KEY, Arguments.CODE)
                        .telling("status", "id"));
    }

    private static List<Tool> audit() {
        return List.of(
                Tool.of("get_audit_log", "Read the audit log", "read_audit_log", "List the audit log, newest first.")
                        .taking(
                                query("action", "Only this action, such as send_email."),
                                query("outcome", "Only this outcome, such as ok."),
                                query("actor", "Only this actor."),
                                query("resource_id", "Only about this message or key."),
                                query("date_after", "Only later."),
                                query("date_before", "Only earlier."),
                                Arguments.LIMIT,
                                Arguments.CURSOR,
                                MAILBOX)
                        .telling("entries:array", "cursor"),
                Tool.of(
                                "export_audit_log",
                                "Export the audit log",
                                "export_audit_log",
                                "Export the audit log as JSON Lines; ask for a few days at a time.")
                        .taking(query("date_after", "Only later."), query("date_before", "Only earlier."), MAILBOX)
                        .answering(new Answer.File()));
    }

    private static List<Tool> domains() {
        return List.of(
                Tool.of("list_domains", "List domains", "list_domains", "List mail domains and how far each is.")
                        .telling("domains:array"),
                Tool.of("add_domain", "Add a domain", "create_domain", "Add a mail domain; answers its DNS records.")
                        .taking(body("domain", "Such as agents.example.com.").needed())
                        .telling("id", "domain", "status"),
                Tool.of("get_domain", "Read a domain", "get_domain", "Read a domain's DNS records and state.")
                        .taking(domain())
                        .telling("id", "domain", "status"),
                Tool.of("verify_domain", "Verify a domain", "verify_domain", "Look whether the DNS records are there.")
                        .taking(domain())
                        .telling("id", "domain", "status"),
                Tool.of("delete_domain", "Delete a domain", "delete_domain", "Remove a mail domain.")
                        .taking(domain())
                        .telling("status"));
    }

    private static Parameter domain() {
        return path("domain_id", "domain", "The domain's id.");
    }
}
