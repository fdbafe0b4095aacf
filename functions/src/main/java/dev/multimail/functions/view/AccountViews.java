package dev.multimail.functions.view;

import dev.multimail.mailbox.Account;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account in answers. Whoever hosts this pays for it, so the figures of a plan are absent limits. */
public final class AccountViews {
    private AccountViews() {}

    public static Map<String, Object> of(Account account) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", account.id());
        view.put("name", account.operator());
        view.put("slug", slug(account.operator()));
        view.put("plan", "self_hosted");
        view.put("oversight_email", account.oversightEmail().toString());
        view.put("physical_address", account.physicalAddress());
        view.put("monthly_email_quota", null);
        view.put("max_mailboxes", null);
        view.put("max_storage_bytes", null);
        view.put("operator_approval", account.operatorApproval());
        view.put("is_active", account.closedAt() == null);
        view.put("sending_disabled", account.closedAt() != null);
        view.put("sending_disabled_reason", account.closedAt() == null ? null : "The account is closed.");
        view.put("created_at", account.createdAt().toString());
        view.put("account", Map.of("name", account.operator()));
        return Nullables.present(view);
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
