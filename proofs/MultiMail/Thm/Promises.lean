import MultiMail.Thm.Steps

/-! The promises, over every state that any sequence of events leads to. -/

namespace MultiMail

/-- What holds in every reachable state: cells keep their invariants and belong to mailboxes that exist. -/
structure Sound (s : State) : Prop where
  once : ∀ key, (s.cells key).Once
  rightly : ∀ key, (s.cells key).Rightly key s.now
  named : ∀ key box, s.boxes key.box = some box → (s.cells key).Named box.address
  nowhere : ∀ key, s.boxes key.box = none → s.cells key = Cell.empty
  test : ∀ key, key.live = false → (s.cells key).handed = [] ∧ (s.cells key).accepted = []

theorem the_empty_cell_is_fine (key : Key) (now : Nat) (a : Address) :
    Cell.empty.Once ∧ Cell.empty.Rightly key now ∧ Cell.empty.Named a := by
  simp [Cell.empty, Cell.Once, Cell.Rightly, Cell.Named, Cell.copies, Cell.everyCopy]

theorem every_reachable_state_is_sound (s : State) (reachable : Reachable s) : Sound s := by
  induction reachable with
  | start owners =>
    exact ⟨fun key => (the_empty_cell_is_fine key 0 ⟨0, 0⟩).1, fun key => (the_empty_cell_is_fine key 0 ⟨0, 0⟩).2.1,
      fun _ _ h => by simp [State.start] at h, fun _ _ => rfl, fun _ _ => ⟨rfl, rfl⟩⟩
  | step s e _ sound =>
    have later := time_never_runs_back s e
    constructor
    · intro key
      cases every_step_changes_cells_by_moves s e key with
      | inl same => rw [same]; exact sound.once key
      | inr moved => obtain ⟨box, there, move⟩ := moved; exact every_move_keeps_copies_single _ _ move (sound.once key)
    · intro key
      cases every_step_changes_cells_by_moves s e key with
      | inl same => rw [same]; exact time_keeps_right _ _ later (sound.rightly key)
      | inr moved =>
        obtain ⟨box, there, move⟩ := moved
        exact time_keeps_right _ _ later (every_move_keeps_right _ _ move (sound.rightly key))
    · intro key box' there'
      have named : (s.cells key).Named box'.address := by
        rcases every_step_changes_mailboxes_by_their_owner s e key.box with same | ⟨none', _⟩ | ⟨_, old, settings, old', new, _⟩
        · exact sound.named key box' (same ▸ there')
        · rw [sound.nowhere key none']; exact (the_empty_cell_is_fine key 0 _).2.2
        · rw [new] at there'
          simp only [Option.some.injEq] at there'
          subst there'
          exact sound.named key old old'
      cases every_step_changes_cells_by_moves s e key with
      | inl same => rw [same]; exact named
      | inr moved =>
        obtain ⟨box, there, move⟩ := moved
        have same : box.address = box'.address := by
          rcases every_step_changes_mailboxes_by_their_owner s e key.box with same | ⟨none', _⟩ | ⟨_, old, settings, old', new, _⟩
          · rw [same, there] at there'; simp only [Option.some.injEq] at there'; rw [there']
          · rw [there] at none'; cases none'
          · rw [there] at old'
            simp only [Option.some.injEq] at old'
            rw [new] at there'
            simp only [Option.some.injEq] at there'
            rw [← there', old']
        rw [← same] at named ⊢
        exact every_move_keeps_names _ _ move named
    · intro key none'
      have before : s.boxes key.box = none := by
        rcases every_step_changes_mailboxes_by_their_owner s e key.box with same | ⟨was, _⟩ | ⟨_, old, settings, old', new, _⟩
        · rw [← same]; exact none'
        · exact was
        · rw [new] at none'; cases none'
      cases every_step_changes_cells_by_moves s e key with
      | inl same => rw [same]; exact sound.nowhere key before
      | inr moved => obtain ⟨box, there, _⟩ := moved; rw [before] at there; cases there
    · intro key test
      cases every_step_changes_cells_by_moves s e key with
      | inl same => rw [same]; exact sound.test key test
      | inr moved => obtain ⟨box, there, move⟩ := moved; exact test_mail_stays_here _ _ move test (sound.test key test)

/-! ## Approval -/

/-- Mail of a gated mailbox reached the transport only after a person had approved exactly its content, in time, as an
approver of that moment or with an account key that may decide; or, under `gated_send`, because the owner's allowlist
covered every recipient. `under` is the mailbox when the attempt began, so a mode that was tightened after the message
was queued counts. -/
theorem gated_mail_leaves_only_with_approval (s : State) (reachable : Reachable s) (key : Key) (m : Message) (f : Copy)
    (there : (s.cells key).message = some m) (left : f ∈ (s.cells key).handed)
    (gated : f.under.settings.mode = .gatedSend ∨ f.under.settings.mode = .gatedAll ∨ f.under.settings.mode = .readOnly) :
    (∃ g ∈ (s.cells key).grants, g.valid m.hash ∧ f.content = m.hash ∧ g.approval.hash = f.content
        ∧ g.approval.time ≤ f.claimedAt)
      ∨ (f.under.settings.mode = .gatedSend ∧ covered f.under.settings.allowlist f.recipients = true) := by
  have right := (every_reachable_state_is_sound s reachable).rightly key
  simp only [Cell.Rightly, there] at right
  obtain ⟨_, valid, _, copies⟩ := right
  obtain ⟨content, _, _, _, why⟩ := copies f (by simp [Cell.everyCopy, left])
  cases why with
  | inl person =>
    obtain ⟨g, mem, _, time⟩ := person
    exact .inl ⟨g, mem, valid g mem, content, by rw [content]; exact (valid g mem).2.1, time⟩
  | inr free =>
    right
    cases hc : covered f.under.settings.allowlist f.recipients <;>
      rcases gated with h | h | h <;> simp_all [ofSending]

/-- Nothing reaches the transport with other content than the one that was submitted. -/
theorem what_leaves_is_what_was_submitted (s : State) (reachable : Reachable s) (key : Key) (m : Message) (f : Copy)
    (there : (s.cells key).message = some m) (left : f ∈ (s.cells key).handed) : f.content = m.hash := by
  have right := (every_reachable_state_is_sound s reachable).rightly key
  simp only [Cell.Rightly, there] at right
  exact (right.2.2.2 f (by simp [Cell.everyCopy, left])).1

/-- Nothing leaves from a mailbox that its owner had switched off when the attempt began. -/
theorem nothing_leaves_an_inactive_mailbox (s : State) (reachable : Reachable s) (key : Key) (m : Message) (f : Copy)
    (there : (s.cells key).message = some m) (left : f ∈ (s.cells key).handed) : f.under.settings.active = true := by
  have right := (every_reachable_state_is_sound s reachable).rightly key
  simp only [Cell.Rightly, there] at right
  exact (right.2.2.2 f (by simp [Cell.everyCopy, left])).2.2.2.1

/-! ## At most once -/

/-- At most one copy of a message is ever accepted, whatever crashes, repeats or gets lost. -/
theorem at_most_one_copy_is_accepted (s : State) (reachable : Reachable s) (key : Key) :
    (s.cells key).accepted.length ≤ 1 := by
  have once := ((every_reachable_state_is_sound s reachable).once key).1
  unfold Cell.copies at once
  omega

/-- No copy of a cancelled, rejected, expired or failed message was accepted, and no process is left that could still
hand one over. -/
theorem dead_messages_never_leave (s : State) (reachable : Reachable s) (key : Key) (m : Message)
    (there : (s.cells key).message = some m)
    (dead : m.life.state = .cancelled ∨ m.life.state = .rejected ∨ m.life.state = .expired ∨ m.life.state = .failed) :
    (s.cells key).accepted = [] ∧ (s.cells key).flights = [] := by
  have once := ((every_reachable_state_is_sound s reachable).once key).2
  simp only [there] at once
  have none' := once.2.1 (by rcases dead with h | h | h | h <;> rw [h] <;> rfl)
  exact ⟨(no_copies_no_acceptance _ none').1, no_copies_no_flights _ none'⟩

/-- No copy of a message that waits for a person was accepted, and no process is left that could still hand one over. -/
theorem waiting_messages_have_not_left (s : State) (reachable : Reachable s) (key : Key) (m : Message)
    (there : (s.cells key).message = some m) (waits : m.life.state.waits = true) :
    (s.cells key).accepted = [] ∧ (s.cells key).flights = [] := by
  have once := ((every_reachable_state_is_sound s reachable).once key).2
  simp only [there] at once
  have none' := once.2.1 (by revert waits; cases m.life.state <;> simp [MsgState.waits, MsgState.away])
  exact ⟨(no_copies_no_acceptance _ none').1, no_copies_no_flights _ none'⟩

/-! ## Identity -/

/-- Mail leaves under the address of the mailbox that it belongs to, in its envelope and in its identity header; the
header's mode is the mailbox's when the attempt began, and its hash is the content's. -/
theorem mail_leaves_under_its_own_identity (s : State) (reachable : Reachable s) (key : Key) (box : Mailbox) (m : Message)
    (f : Copy) (owner : s.boxes key.box = some box) (there : (s.cells key).message = some m)
    (left : f ∈ (s.cells key).handed) :
    f.sender = box.address ∧ f.claims = ⟨box.address, f.under.settings.mode, key, f.content⟩ := by
  have sound := every_reachable_state_is_sound s reachable
  have named := (sound.named key box owner).2 f (by simp [Cell.everyCopy, left])
  have right := sound.rightly key
  simp only [Cell.Rightly, there] at right
  obtain ⟨content, claims, _⟩ := right.2.2.2 f (by simp [Cell.everyCopy, left])
  exact ⟨named.2, by rw [claims, named.1, content]⟩

/-- Test traffic never reaches the real transport. -/
theorem test_mail_never_leaves (s : State) (reachable : Reachable s) (key : Key) (test : key.live = false) :
    (s.cells key).handed = [] ∧ (s.cells key).accepted = [] :=
  (every_reachable_state_is_sound s reachable).test key test

/-! ## Who may -/

/-- A mailbox's oversight mode, approvers and allowlist change by a working account key with the scope `admin` of the
mailbox's own account, and by nothing else, but for the mode: that changes by the owner's code too, as `Redeemed` says. -/
theorem oversight_changes_by_the_owner_only (s : State) (e : Event) (b : Nat) (before after : Mailbox)
    (was : s.boxes b = some before) (is : (step s e).2.boxes b = some after)
    (changed : after.settings ≠ before.settings) :
    (∃ id, id.account = before.account ∧ Owner s id) ∨ Redeemed s e b before after.settings := by
  rcases every_step_changes_mailboxes_by_their_owner s e b with same | ⟨none', _⟩ | ⟨id, old, settings, old', new, how⟩
  · rw [same, was] at is
    simp only [Option.some.injEq] at is
    exact absurd (by rw [is]) changed
  · rw [was] at none'; cases none'
  · rw [was] at old'
    simp only [Option.some.injEq] at old'
    subst old'
    rw [new] at is
    simp only [Option.some.injEq] at is
    subst is
    cases how with
    | inl owner => exact .inl ⟨id, owner.1.symm, owner.2⟩
    | inr code => exact .inr code

/-- A code that was redeemed is used from then on. -/
theorem a_redeemed_code_is_used (s : State) (e : Event) (b : Nat) (before after : Mailbox)
    (was : s.boxes b = some before) (is : (step s e).2.boxes b = some after) (changed : after.settings ≠ before.settings)
    (c : UpgradeCode) (code : s.codes b = some c) (id : TokenId) (cached : Bool)
    (brings : e = .applyUpgrade id cached b c.text) : (step s e).2.codes b = some { c with used := true } := by
  subst brings
  revert is
  simp only [step]
  (repeat' split) <;> intro is <;>
    simp_all [State.note]

/-- Whence each code comes: it was asked for, with a day to live, for a mode that is looser than the mailbox's then; or it
is the code that was there, with at most a try more, and used if that was. -/
theorem every_code_was_asked_for (s : State) (e : Event) (b : Nat) (c : UpgradeCode)
    (there : (step s e).2.codes b = some c) :
    (∃ id cached row, e = .requestUpgrade id cached b c.after c.text ∧ s.boxes b = some row
        ∧ c.before = row.settings.mode ∧ c.before.looseness < c.after.looseness ∧ c.expiresAt = s.now + 86400)
      ∨ ∃ old, s.codes b = some old ∧ old.text = c.text ∧ old.before = c.before ∧ old.after = c.after
          ∧ old.expiresAt = c.expiresAt ∧ (old.used = true → c.used = true) := by
  cases e with
  | tick => exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
  | bounce => exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
  | call => simp only [step] at there; (repeat' split at there) <;> exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
  | link => simp only [step] at there; (repeat' split at there) <;> exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
  | job => simp only [step] at there; (repeat' split at there) <;> exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
  | createMailbox =>
    simp only [step] at there; (repeat' split at there) <;> exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
  | configure =>
    simp only [step] at there; (repeat' split at there) <;> exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
  | createToken =>
    simp only [step] at there; (repeat' split at there) <;> exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
  | revokeToken =>
    simp only [step] at there; (repeat' split at there) <;> exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
  | requestUpgrade id cached b' target text =>
    simp only [step] at there
    split at there
    · exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
    · exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
    rename_i t row cred found
    split at there
    · exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
    split at there
    · exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
    rename_i looser
    split at there
    · exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
    simp only [State.note] at there
    split at there
    · rename_i same
      subst same
      simp only [Option.some.injEq] at there
      subst there
      refine .inl ⟨id, cached, row, rfl, found, rfl, ?_, rfl⟩
      cases hb : Nat.ble target.looseness row.settings.mode.looseness with
      | true => exact absurd hb looser
      | false =>
        simp only
        exact Nat.lt_of_not_le fun h => by rw [Nat.ble_eq_true_of_le h] at hb; cases hb
    · exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
  | applyUpgrade id cached b' text =>
    simp only [step] at there
    split at there
    · exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
    · exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
    split at there
    · exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
    · exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
    rename_i old _ code
    split at there
    · simp only [State.note] at there
      split at there
      · rename_i same
        subst same
        simp only [Option.some.injEq] at there
        subst there
        exact .inr ⟨old, code, rfl, rfl, rfl, rfl, fun h => h⟩
      · exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
    split at there
    · exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩
    simp only [State.note] at there
    split at there
    · rename_i same
      subst same
      simp only [Option.some.injEq] at there
      subst there
      exact .inr ⟨old, code, rfl, rfl, rfl, rfl, fun _ => rfl⟩
    · exact .inr ⟨c, there, rfl, rfl, rfl, rfl, fun h => h⟩

/-- An agent cannot decide: not over another's message and not over its own. The call changes no cell. -/
theorem an_agent_never_decides (s : State) (id : TokenId) (t : Token) (cached : Bool) (key k : Key) (seen : Option Nat)
    (token : s.tokens id = some t) (agent : t.agentOf.isSome = true) :
    (step s (.call id cached key (.approve seen))).2.cells k = s.cells k
      ∧ (step s (.call id cached key (.reject seen))).2.cells k = s.cells k := by
  have denied : ∀ target, decide t.caller .decideEmail target = .deny .agentMayNotDecide := by
    intro target
    unfold Token.caller
    cases ha : t.agentOf with
    | none => simp [ha] at agent
    | some lane => simp [decide, Operation.kind]
  constructor
  all_goals
    simp only [step]
    split
    · rfl
    · rfl
    · rename_i t' box cred there
      have same := (a_credential_is_a_working_token s id cached t' cred).1
      rw [token] at same
      simp only [Option.some.injEq] at same
      subst same
      simp only [Cell.call, denied, State.note, State.set]
      split <;> simp_all

/-- An account key cannot send, whatever its scopes. -/
theorem a_key_never_sends (scopes : Scopes) (target : Target) :
    decide (.key scopes) .sendEmail target = .deny .sendingNeedsMailboxToken
      ∧ decide (.key scopes) .replyEmail target = .deny .sendingNeedsMailboxToken := by
  simp [decide, Operation.kind]

/-- No credential both sends and decides. -/
theorem no_credential_both_sends_and_decides (who : Caller) (send target : Target)
    (sends : decide who .sendEmail send = .allow ∨ decide who .sendEmail send = .hold) :
    decide who .decideEmail target ≠ .allow := by
  cases who with
  | agent scopes => simp [decide, Operation.kind]
  | key scopes => simp [decide, Operation.kind] at sends
  | approver => simp [decide, Operation.kind] at sends

/-- No token that was ever made holds `send` together with `oversight` or `admin`. -/
theorem no_token_mixes_sending_and_deciding (s : State) (reachable : Reachable s) (id : TokenId) (t : Token)
    (token : s.tokens id = some t) : t.scopes.compatible = true := by
  induction reachable generalizing t with
  | start owners =>
    simp only [State.start] at token
    split at token
    · simp only [Option.some.injEq] at token; subst token; rfl
    · cases token
  | step s e _ before =>
    cases e with
    | tick => exact before t token
    | bounce => exact before t token
    | call => simp only [step] at token; (repeat' split at token) <;> exact before t token
    | link => simp only [step] at token; (repeat' split at token) <;> exact before t token
    | job => simp only [step] at token; (repeat' split at token) <;> exact before t token
    | createMailbox => simp only [step] at token; (repeat' split at token) <;> exact before t token
    | configure => simp only [step] at token; (repeat' split at token) <;> exact before t token
    | requestUpgrade => simp only [step] at token; (repeat' split at token) <;> exact before t token
    | applyUpgrade => simp only [step] at token; (repeat' split at token) <;> exact before t token
    | createToken maker cached new agentOf scopes =>
      simp only [step] at token
      split at token
      · exact before t token
      split at token
      · exact before t token
      · exact before t token
      split at token
      · exact before t token
      rename_i fine
      simp only [State.note] at token
      split at token
      · simp only [Option.some.injEq] at token; subst token; simpa using fine
      · exact before t token
    | revokeToken maker cached old =>
      simp only [step] at token
      split at token
      · exact before t token
      split at token
      · exact before t token
      · exact before t token
      rename_i o _ there
      simp only [State.note] at token
      split at token
      · rename_i same
        have fine := before o (same ▸ there)
        simp only [Option.some.injEq] at token
        subst token
        cases o.revokedAt <;> exact fine
      · exact before t token

/-- Every operation needs a scope: whoever is let through holds one that it asks for, or `admin` in the place of one
other than `send`; a person with a link has no scopes and may only decide. -/
theorem every_operation_needs_a_scope (who : Caller) (op : Operation) (target : Target)
    (through : decide who op target = .allow ∨ decide who op target = .hold) :
    (∃ s, who = .agent s ∧ s.agentGrants op.asks = true) ∨ (∃ s, who = .key s ∧ s.grants op.asks = true)
      ∨ (who = .approver ∧ op = .decideEmail) := by
  cases who with
  | agent s =>
    refine .inl ⟨s, rfl, ?_⟩
    cases hg : s.agentGrants op.asks with
    | true => rfl
    | false => cases hk : op.kind <;> simp_all [decide]
  | key s =>
    refine .inr (.inl ⟨s, rfl, ?_⟩)
    cases hg : s.grants op.asks with
    | true => rfl
    | false => cases hk : op.kind <;> simp_all [decide]
  | approver =>
    have only : ∀ op : Operation, op.kind = .decide → op = .decideEmail := by
      intro op h
      cases op <;> first | rfl | exact nomatch h
    refine .inr (.inr ⟨rfl, only op ?_⟩)
    cases hk : op.kind <;> simp_all [decide]

/-- Only `admin` stands for another scope: without it, a key passes only with the scope that is asked for. -/
theorem only_admin_implies_another_scope (held asked : Scopes) (plain : held.admin = false)
    (granted : held.grants asked = true) :
    (asked.read && held.read || asked.send && held.send || asked.oversightRead && held.oversightRead
      || asked.oversight && held.oversight) = true := by
  simp_all [Scopes.grants]

/-- A revoked token does nothing any more once an authorizer's answer cannot be cached from before. -/
theorem a_revoked_token_stops_within_a_minute (s : State) (id : TokenId) (t : Token) (revoked : Nat) (cached : Bool)
    (token : s.tokens id = some t) (when' : t.revokedAt = some revoked) (late : revoked + cacheSeconds ≤ s.now)
    (key : Key) (command : Command) : step s (.call id cached key command) = (.refused .unauthorized, s) := by
  have no : s.credential id cached = none := by
    have : Nat.blt s.now (revoked + cacheSeconds) = false := by
      cases hb : Nat.blt s.now (revoked + cacheSeconds) with
      | false => rfl
      | true => have := Nat.le_of_ble_eq_true hb; omega
    simp [State.credential, token, Token.works, when', this]
  simp [step, no]

/-! ## Reading and the audit log -/

/-- Looking at lists changes nothing but the audit log. -/
theorem looking_changes_nothing (s : State) (id : TokenId) (cached : Bool) (key : Key) (op : Operation) :
    (step s (.call id cached key (.look op))).2.cells = s.cells
      ∧ (step s (.call id cached key (.look op))).2.boxes = s.boxes
      ∧ (step s (.call id cached key (.look op))).2.tokens = s.tokens := by
  simp only [step]
  split
  · exact ⟨rfl, rfl, rfl⟩
  · exact ⟨rfl, rfl, rfl⟩
  · refine ⟨?_, rfl, rfl⟩
    funext k
    simp only [State.note, State.set, Cell.call]
    split
    · rename_i h; subst h; split <;> rfl
    · rfl

/-- Nothing is ever taken out of the audit log or changed in it: each log ends in the one before. -/
theorem the_audit_log_only_grows (s : State) (e : Event) :
    (step s e).2.audit = s.audit ∨ ∃ r, (step s e).2.audit = r :: s.audit := by
  cases e with
  | tick => exact .inl rfl
  | bounce => exact .inr ⟨_, rfl⟩
  | call => simp only [step]; (repeat' split) <;> first | exact .inl rfl | exact .inr ⟨_, rfl⟩
  | link => simp only [step]; (repeat' split) <;> first | exact .inl rfl | exact .inr ⟨_, rfl⟩
  | job => simp only [step]; (repeat' split) <;> first | exact .inl rfl | exact .inr ⟨_, rfl⟩
  | createMailbox => simp only [step]; (repeat' split) <;> first | exact .inl rfl | exact .inr ⟨_, rfl⟩
  | configure => simp only [step]; (repeat' split) <;> first | exact .inl rfl | exact .inr ⟨_, rfl⟩
  | createToken => simp only [step]; (repeat' split) <;> first | exact .inl rfl | exact .inr ⟨_, rfl⟩
  | revokeToken => simp only [step]; (repeat' split) <;> first | exact .inl rfl | exact .inr ⟨_, rfl⟩
  | requestUpgrade => simp only [step]; (repeat' split) <;> first | exact .inl rfl | exact .inr ⟨_, rfl⟩
  | applyUpgrade => simp only [step]; (repeat' split) <;> first | exact .inl rfl | exact .inr ⟨_, rfl⟩

/-- Whatever changes a message, a mailbox or a token leaves exactly one record, in the same step. -/
theorem every_change_leaves_one_record (s : State) (e : Event)
    (changed : (step s e).2.cells ≠ s.cells ∨ (step s e).2.boxes ≠ s.boxes ∨ (step s e).2.tokens ≠ s.tokens) :
    ∃ r, (step s e).2.audit = r :: s.audit := by
  have either : (∃ r, (step s e).2.audit = r :: s.audit)
      ∨ ((step s e).2.cells = s.cells ∧ (step s e).2.boxes = s.boxes ∧ (step s e).2.tokens = s.tokens) := by
    cases e with
    | tick => exact .inr ⟨rfl, rfl, rfl⟩
    | bounce => exact .inl ⟨_, rfl⟩
    | call => simp only [step]; (repeat' split) <;> first | exact .inl ⟨_, rfl⟩ | exact .inr ⟨rfl, rfl, rfl⟩
    | link => simp only [step]; (repeat' split) <;> first | exact .inl ⟨_, rfl⟩ | exact .inr ⟨rfl, rfl, rfl⟩
    | job => simp only [step]; (repeat' split) <;> first | exact .inl ⟨_, rfl⟩ | exact .inr ⟨rfl, rfl, rfl⟩
    | createMailbox => simp only [step]; (repeat' split) <;> first | exact .inl ⟨_, rfl⟩ | exact .inr ⟨rfl, rfl, rfl⟩
    | configure => simp only [step]; (repeat' split) <;> first | exact .inl ⟨_, rfl⟩ | exact .inr ⟨rfl, rfl, rfl⟩
    | createToken => simp only [step]; (repeat' split) <;> first | exact .inl ⟨_, rfl⟩ | exact .inr ⟨rfl, rfl, rfl⟩
    | revokeToken => simp only [step]; (repeat' split) <;> first | exact .inl ⟨_, rfl⟩ | exact .inr ⟨rfl, rfl, rfl⟩
    | requestUpgrade => simp only [step]; (repeat' split) <;> first | exact .inl ⟨_, rfl⟩ | exact .inr ⟨rfl, rfl, rfl⟩
    | applyUpgrade => simp only [step]; (repeat' split) <;> first | exact .inl ⟨_, rfl⟩ | exact .inr ⟨rfl, rfl, rfl⟩
  cases either with
  | inl record => exact record
  | inr same => rcases changed with h | h | h; exact absurd same.1 h; exact absurd same.2.1 h; exact absurd same.2.2 h

end MultiMail
