package dev.multimail.functions.view;

import dev.multimail.audit.AuditRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records of the audit log in answers. */
public final class AuditViews {
    private AuditViews() {}

    public static Map<String, Object> of(AuditRecord entry) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", entry.id());
        view.put("created_at", entry.at().toString());
        view.put("timestamp", entry.at().toString());
        view.put("action", entry.action());
        view.put("outcome", entry.outcome());
        view.put("actor", entry.actor());
        if (entry.mailbox() != null) {
            view.put("mailbox_id", entry.mailbox().toString());
        }
        if (entry.resource() != null) {
            view.put("resource_id", entry.resource());
        }
        view.put("test", !entry.live());
        view.put("request_id", entry.requestId());
        view.put("metadata", entry.details());
        return view;
    }
}
