package dev.multimail.functions.view;

import dev.multimail.policy.Principal;
import dev.multimail.policy.Scope;
import dev.multimail.token.Credential;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A token in answers: everything but the token itself. */
public final class CredentialViews {
    private CredentialViews() {}

    public static Map<String, Object> of(Credential credential) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", credential.id());
        view.put("name", credential.name());
        view.put("prefix", credential.prefix());
        view.put("is_active", credential.active());
        view.put("created_at", credential.createdAt().toString());
        if (credential.revokedAt() != null) {
            view.put("revoked_at", credential.revokedAt().toString());
        }
        switch (credential.principal()) {
            case Principal.Agent agent -> {
                view.put("mailbox_id", agent.mailbox().toString());
                view.put("mailbox", agent.address());
                view.put("test", !agent.live());
                view.put("scopes", wire(agent.scopes()));
            }
            case Principal.Key key -> view.put("scopes", wire(key.scopes()));
            case Principal.Approver _ -> throw new IllegalArgumentException("approvers have links, not tokens");
        }
        return view;
    }

    private static Object wire(Set<Scope> scopes) {
        return scopes.stream().map(Scope::wire).sorted().toList();
    }
}
