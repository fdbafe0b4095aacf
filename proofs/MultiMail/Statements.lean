import MultiMail.Thm.Promises
import MultiMail.Thm.Isolation
import MultiMail.Thm.Seals
import MultiMail.Conformance.LifecycleCheck
import MultiMail.Conformance.TraceCheck

/-!
The statements of the promises once more, each with the theorem that proves it. A theorem whose statement became
weaker or other than the one here fails to check.
-/

namespace MultiMail

example : ∀ (s : State) (reachable : Reachable s) (key : Key) (m : Message) (f : Copy)
    (there : (s.cells key).message = some m) (left : f ∈ (s.cells key).handed)
    (gated : f.under.settings.mode = .gatedSend ∨ f.under.settings.mode = .gatedAll ∨ f.under.settings.mode = .readOnly),
    (∃ g ∈ (s.cells key).grants, g.valid m.hash ∧ f.content = m.hash ∧ g.approval.hash = f.content
        ∧ g.approval.time ≤ f.claimedAt)
      ∨ (f.under.settings.mode = .gatedSend ∧ covered f.under.settings.allowlist f.recipients = true) :=
  gated_mail_leaves_only_with_approval

example : ∀ (s : State) (reachable : Reachable s) (key : Key) (m : Message) (f : Copy)
    (there : (s.cells key).message = some m) (left : f ∈ (s.cells key).handed),
    f.content = m.hash :=
  what_leaves_is_what_was_submitted

example : ∀ (s : State) (reachable : Reachable s) (key : Key) (m : Message) (f : Copy)
    (there : (s.cells key).message = some m) (left : f ∈ (s.cells key).handed),
    f.under.settings.active = true :=
  nothing_leaves_an_inactive_mailbox

example : ∀ (s : State) (reachable : Reachable s) (key : Key),
    (s.cells key).accepted.length ≤ 1 :=
  at_most_one_copy_is_accepted

example : ∀ (s : State) (reachable : Reachable s) (key : Key) (m : Message)
    (there : (s.cells key).message = some m)
    (dead : m.life.state = .cancelled ∨ m.life.state = .rejected ∨ m.life.state = .expired ∨ m.life.state = .failed),
    (s.cells key).accepted = [] ∧ (s.cells key).flights = [] :=
  dead_messages_never_leave

example : ∀ (s : State) (reachable : Reachable s) (key : Key) (m : Message)
    (there : (s.cells key).message = some m) (waits : m.life.state.waits = true),
    (s.cells key).accepted = [] ∧ (s.cells key).flights = [] :=
  waiting_messages_have_not_left

example : ∀ (s : State) (reachable : Reachable s) (key : Key) (box : Mailbox) (m : Message)
    (f : Copy) (owner : s.boxes key.box = some box) (there : (s.cells key).message = some m)
    (left : f ∈ (s.cells key).handed),
    f.sender = box.address ∧ f.claims = ⟨box.address, f.under.settings.mode, key, f.content⟩ :=
  mail_leaves_under_its_own_identity

example : ∀ (s : State) (reachable : Reachable s) (key : Key) (test : key.live = false),
    (s.cells key).handed = [] ∧ (s.cells key).accepted = [] :=
  test_mail_never_leaves

example : ∀ (s : State) (e : Event) (b : Nat) (before after : Mailbox)
    (was : s.boxes b = some before) (is : (step s e).2.boxes b = some after)
    (changed : after.settings ≠ before.settings),
    (∃ id, id.account = before.account ∧ Owner s id) ∨ Redeemed s e b before after.settings :=
  oversight_changes_by_the_owner_only

example : ∀ (s : State) (e : Event) (b : Nat) (before after : Mailbox)
    (was : s.boxes b = some before) (is : (step s e).2.boxes b = some after) (changed : after.settings ≠ before.settings)
    (c : UpgradeCode) (code : s.codes b = some c) (id : TokenId) (cached : Bool)
    (brings : e = .applyUpgrade id cached b c.text),
    (step s e).2.codes b = some { c with used := true } :=
  a_redeemed_code_is_used

example : ∀ (s : State) (e : Event) (b : Nat) (c : UpgradeCode)
    (there : (step s e).2.codes b = some c),
    (∃ id cached row, e = .requestUpgrade id cached b c.after c.text ∧ s.boxes b = some row
        ∧ c.before = row.settings.mode ∧ c.before.looseness < c.after.looseness ∧ c.expiresAt = s.now + 86400)
      ∨ ∃ old, s.codes b = some old ∧ old.text = c.text ∧ old.before = c.before ∧ old.after = c.after
          ∧ old.expiresAt = c.expiresAt ∧ (old.used = true → c.used = true) :=
  every_code_was_asked_for

example : ∀ (s : State) (id : TokenId) (t : Token) (cached : Bool) (key k : Key) (seen : Option Nat)
    (token : s.tokens id = some t) (agent : t.agentOf.isSome = true),
    (step s (.call id cached key (.approve seen))).2.cells k = s.cells k
      ∧ (step s (.call id cached key (.reject seen))).2.cells k = s.cells k :=
  an_agent_never_decides

example : ∀ (scopes : Scopes) (target : Target),
    decide (.key scopes) .sendEmail target = .deny .sendingNeedsMailboxToken
      ∧ decide (.key scopes) .replyEmail target = .deny .sendingNeedsMailboxToken :=
  a_key_never_sends

example : ∀ (who : Caller) (send target : Target)
    (sends : decide who .sendEmail send = .allow ∨ decide who .sendEmail send = .hold),
    decide who .decideEmail target ≠ .allow :=
  no_credential_both_sends_and_decides

example : ∀ (s : State) (reachable : Reachable s) (id : TokenId) (t : Token)
    (token : s.tokens id = some t),
    t.scopes.compatible = true :=
  no_token_mixes_sending_and_deciding

example : ∀ (who : Caller) (op : Operation) (target : Target)
    (through : decide who op target = .allow ∨ decide who op target = .hold),
    (∃ s, who = .agent s ∧ s.agentGrants op.asks = true) ∨ (∃ s, who = .key s ∧ s.grants op.asks = true)
      ∨ (who = .approver ∧ op = .decideEmail) :=
  every_operation_needs_a_scope

example : ∀ (held asked : Scopes) (plain : held.admin = false)
    (granted : held.grants asked = true),
    (asked.read && held.read || asked.send && held.send || asked.oversightRead && held.oversightRead
      || asked.oversight && held.oversight) = true :=
  only_admin_implies_another_scope

example : ∀ (s : State) (id : TokenId) (t : Token) (revoked : Nat) (cached : Bool)
    (token : s.tokens id = some t) (when' : t.revokedAt = some revoked) (late : revoked + cacheSeconds ≤ s.now)
    (key : Key) (command : Command),
    step s (.call id cached key command) = (.refused .unauthorized, s) :=
  a_revoked_token_stops_within_a_minute

example : ∀ (s : State) (id : TokenId) (cached : Bool) (key : Key) (op : Operation),
    (step s (.call id cached key (.look op))).2.cells = s.cells
      ∧ (step s (.call id cached key (.look op))).2.boxes = s.boxes
      ∧ (step s (.call id cached key (.look op))).2.tokens = s.tokens :=
  looking_changes_nothing

example : ∀ (s : State) (e : Event),
    (step s e).2.audit = s.audit ∨ ∃ r, (step s e).2.audit = r :: s.audit :=
  the_audit_log_only_grows

example : ∀ (s : State) (e : Event)
    (changed : (step s e).2.cells ≠ s.cells ∨ (step s e).2.boxes ≠ s.boxes ∨ (step s e).2.tokens ≠ s.tokens),
    ∃ r, (step s e).2.audit = r :: s.audit :=
  every_change_leaves_one_record

example : ∀ {α : Type} (d : Digests α) (free : d.CollisionFree) (signed : Seal → Bool)
    (log : List (List α)) (key : ∀ s, signed s = true → ∃ x ∈ sealedLog d log, x.stamp = s) (exported : List (Sealed α))
    (fine : accepts d signed exported = true),
    ∃ rest, sealedLog d log = exported ++ rest :=
  what_verifies_is_the_log_so_far

example : ∀ {α : Type} (d : Digests α) (free : d.CollisionFree)
    (signed : Seal → Bool) (log : List (List α)) (exported : List (Sealed α))
    (changed : exported ≠ sealedLog d log) (leads : latest d 0 exported = latest d 0 (sealedLog d log)),
    accepts d signed exported = false :=
  any_change_of_the_sealed_log_is_found

example : Encode.same (Encode.callers.map Encode.policyTable) Java.policy = true :=
  java_decides_as_the_spec_says

example : Nat.beq Encode.modeTable Java.modes = true :=
  java_weighs_modes_as_the_spec_says

example : Nat.beq Encode.compatibleTable Java.compatible = true :=
  java_mixes_scopes_as_the_spec_says

example : Nat.beq Encode.grantedTable Java.granted = true :=
  java_implies_scopes_as_the_spec_says

example : Encode.same Encode.lifecycleTables Java.lifecycle = true :=
  java_lives_as_the_spec_says

example : Java.traces.all (fun part => part.all Trace.agrees) = true :=
  java_runs_as_the_spec_says

example : ∀ (s : State) (id : TokenId) (t : Token) (cached : Bool) (key k : Key) (box : Mailbox)
    (command : Command) (token : s.tokens id = some t) (there : s.boxes key.box = some box)
    (foreign : t.owns id key box = false),
    (step s (.call id cached key command)).2.cells k = s.cells k :=
  a_token_changes_nothing_foreign

example : ∀ (box account : Nat) (s : State) (e : Event)
    (elsewhere : Elsewhere box account e),
    Same box account (step s e).2 s :=
  what_happens_elsewhere_changes_nothing_here

example : ∀ (box account : Nat) (run : List Act)
    (elsewhere : ∀ e, .elsewhere e ∈ run → Elsewhere box account e) (s s' : State) (same : Same box account s s')
    (row : Mailbox) (there : s.boxes box = some row) (of : row.account = account),
    told box account s run = told box account s' (alone run) :=
  an_agent_learns_nothing_of_other_mailboxes

end MultiMail
