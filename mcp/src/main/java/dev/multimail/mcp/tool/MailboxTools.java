package dev.multimail.mcp.tool;

import static dev.multimail.mcp.tool.Parameter.MAILBOX;
import static dev.multimail.mcp.tool.Parameter.body;
import static dev.multimail.mcp.tool.Parameter.path;
import static dev.multimail.mcp.tool.Parameter.query;

import java.util.List;
import java.util.stream.Stream;

/** Mailboxes, and the address book and the suppressed addresses that go with them. */
final class MailboxTools {
    private static final String[] TOLD = {"id", "address", "display_name", "oversight_mode", "status"};

    private MailboxTools() {}

    static List<Tool> all() {
        return Stream.of(mailboxes(), contacts(), suppression())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Tool> mailboxes() {
        return List.of(
                Tool.of("list_mailboxes", "List mailboxes", "list_mailboxes", "List mailboxes; an agent sees its own.")
                        .telling("mailboxes:array"),
                Tool.of(
                                "get_mailbox",
                                "Read a mailbox",
                                "get_mailbox",
                                "Read a mailbox's address, oversight mode, approvers and time to decide.")
                        .taking(MAILBOX)
                        .telling(TOLD),
                Tool.of("create_mailbox", "Create a mailbox", "create_mailbox", "Make a mailbox for one agent.")
                        .taking(
                                body("address_local_part", "What stands before the @."),
                                body("address", "The whole address, in place of its local part."),
                                body("display_name", "Name beside the address."),
                                Arguments.MODE,
                                body("approver_emails", Arguments.TEXTS, "Who may approve."),
                                Arguments.CODE)
                        .telling("id", "address", "oversight_mode", "token", "test_token", "status"),
                Tool.of(
                                "configure_mailbox",
                                "Configure a mailbox",
                                "configure_mailbox",
                                "Change a mailbox's oversight mode, approvers and defaults. Owners only.")
                        .taking(Arguments.mailboxSettings())
                        .taking(MAILBOX)
                        .telling(TOLD),
                Tool.of(
                                "update_mailbox",
                                "Rename a mailbox",
                                "configure_mailbox",
                                "Change a mailbox's name, copies or forwarding. Owners only.")
                        .taking(
                                body("display_name", "Name beside the address."),
                                Arguments.MODE,
                                body("auto_cc", Arguments.TEXTS, "Copies of all that is sent."),
                                body("auto_bcc", Arguments.TEXTS, "Hidden copies of all that is sent."),
                                body("forward_inbound", Arguments.FLAG, "Whether what comes in goes to the owner too."),
                                body("signature_block", "Text below each message."),
                                MAILBOX)
                        .telling(TOLD),
                Tool.of(
                                "delete_mailbox",
                                "Delete a mailbox",
                                "delete_mailbox",
                                "Delete a mailbox. Its address is not given out again.")
                        .taking(path("mailbox_id", "mailbox", "Mailbox id or address."))
                        .telling("status"));
    }

    private static List<Tool> contacts() {
        return List.of(
                Tool.of("search_contacts", "Search contacts", "list_contacts", "Search contacts by name or address.")
                        .taking(query("query", "Part of a name or address.").as("q"), MAILBOX)
                        .telling("contacts:array"),
                addContact(),
                Tool.of("delete_contact", "Delete a contact", "delete_contact", "Remove a contact.")
                        .taking(path("contact_id", "contact", "Contact id, con_…."), MAILBOX)
                        .telling("status"),
                Tool.choosing(
                                "manage_contacts",
                                "Contacts",
                                "Add, search or delete contacts.",
                                "add",
                                "add_contact",
                                "search",
                                "list_contacts",
                                "delete",
                                "delete_contact")
                        .taking(
                                body("name", "Name."),
                                body("email", "Address."),
                                body("tags", Arguments.TEXTS, "Labels."),
                                query("query", "Part of a name or address.").as("q"),
                                path("contact_id", "contact", "Contact id.").optional(),
                                MAILBOX)
                        .listed(Tool.Listing.OLDER_NAME));
    }

    private static List<Tool> suppression() {
        return List.of(
                listSuppression(),
                listSuppression().alsoCalled("check_suppression"),
                Tool.of(
                                "remove_suppression",
                                "Lift a suppression",
                                "remove_suppression",
                                "Let mail go to an address again that bounced or complained.")
                        .taking(path("email_address", "address", "The address."))
                        .telling("status"),
                Tool.choosing(
                                "manage_suppression",
                                "Suppressed addresses",
                                "List suppressed addresses, or lift a suppression.",
                                "check",
                                "list_suppression",
                                "remove",
                                "remove_suppression")
                        .taking(
                                path("email_address", "address", "The address.").optional(),
                                Arguments.LIMIT,
                                Arguments.CURSOR)
                        .listed(Tool.Listing.OLDER_NAME));
    }

    private static Tool addContact() {
        return Tool.of("add_contact", "Add a contact", "add_contact", "Add a contact to the address book.")
                .taking(
                        body("email", "Address.").needed(),
                        body("name", "Name."),
                        body("tags", Arguments.TEXTS, "Labels."),
                        MAILBOX)
                .telling("id", "name", "email", "status", "approval_url");
    }

    private static Tool listSuppression() {
        return Tool.of(
                        "list_suppression",
                        "List suppressed addresses",
                        "list_suppression",
                        "List addresses that bounced or complained, to which nothing is sent.")
                .taking(Arguments.LIMIT, Arguments.CURSOR)
                .telling("suppressions:array", "cursor");
    }
}
