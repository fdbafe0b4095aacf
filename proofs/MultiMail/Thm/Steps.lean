import MultiMail.Thm.Named

/-! What one step of the whole service can change: which cell by which move, which mailbox by whom, which time. -/

namespace MultiMail

theorem callers_are_what_their_tokens_say (t : Token) (id : TokenId) :
    t.caller = .agent t.scopes ∨ t.caller = .key t.scopes ∧ ∃ n, t.actor id = .key n := by
  unfold Token.caller Token.actor
  cases t.agentOf with
  | some lane => exact .inl rfl
  | none => exact .inr ⟨rfl, id.id, rfl⟩

/-- A step changes a cell by a move under the mailbox's row of that moment, or not at all. -/
theorem every_step_changes_cells_by_moves (s : State) (e : Event) (key : Key) :
    (step s e).2.cells key = s.cells key
      ∨ ∃ box, s.boxes key.box = some box
          ∧ Moves box (s.suppressed box.account) key s.now (s.cells key) ((step s e).2.cells key) := by
  cases e with
  | tick => exact .inl rfl
  | bounce => exact .inl rfl
  | call id cached k command =>
    simp only [step]
    split
    · exact .inl rfl
    · exact .inl rfl
    · rename_i t box cred there
      by_cases hk : key = k
      · subst hk
        refine .inr ⟨box, there, ?_⟩
        simp only [State.note, State.set, if_true]
        exact a_call_is_a_move _ _ _ _ _ _ (callers_are_what_their_tokens_say t id)
      · simp [State.note, State.set, hk]
  | link person validUntil k hash approves =>
    simp only [step]
    split
    · exact .inl rfl
    · rename_i box there
      by_cases hk : key = k
      · subst hk
        refine .inr ⟨box, there, ?_⟩
        simp only [State.note, State.set, if_true]
        exact a_link_is_a_move _ _ _ _ _
      · simp [State.note, State.set, hk]
  | job k job =>
    simp only [step]
    split
    · exact .inl rfl
    · rename_i box there
      by_cases hk : key = k
      · subst hk
        refine .inr ⟨box, there, ?_⟩
        simp only [State.note, State.set, if_true]
        exact a_job_is_a_move _ _
      · simp [State.note, State.set, hk]
  | createMailbox id cached b address settings =>
    left; simp only [step]; (repeat' split) <;> rfl
  | configure id cached b settings =>
    left; simp only [step]; (repeat' split) <;> rfl
  | createToken id cached new agentOf scopes =>
    left; simp only [step]; (repeat' split) <;> rfl
  | revokeToken id cached old =>
    left; simp only [step]; (repeat' split) <;> rfl
  | requestUpgrade id cached b target text =>
    left; simp only [step]; (repeat' split) <;> rfl
  | applyUpgrade id cached b text =>
    left; simp only [step]; (repeat' split) <;> rfl

theorem time_never_runs_back (s : State) (e : Event) : s.now ≤ (step s e).2.now := by
  cases e with
  | tick seconds => exact Nat.le_add_right s.now seconds
  | bounce => exact Nat.le_refl _
  | call => simp only [step]; (repeat' split) <;> exact Nat.le_refl _
  | link => simp only [step]; (repeat' split) <;> exact Nat.le_refl _
  | job => simp only [step]; (repeat' split) <;> exact Nat.le_refl _
  | createMailbox => simp only [step]; (repeat' split) <;> exact Nat.le_refl _
  | configure => simp only [step]; (repeat' split) <;> exact Nat.le_refl _
  | createToken => simp only [step]; (repeat' split) <;> exact Nat.le_refl _
  | revokeToken => simp only [step]; (repeat' split) <;> exact Nat.le_refl _
  | requestUpgrade => simp only [step]; (repeat' split) <;> exact Nat.le_refl _
  | applyUpgrade => simp only [step]; (repeat' split) <;> exact Nat.le_refl _

/-- A credential with which an account is administered: not revoked, no agent's, with the scope `admin`. -/
def Owner (s : State) (id : TokenId) : Prop :=
  ∃ t cached, s.tokens id = some t ∧ t.works cached s.now = true ∧ t.agentOf = none ∧ t.scopes.admin = true

theorem only_admin_administers (t : Token) (op : Operation) (own : Bool) (kind : op.kind = .administer)
    (asks : op.asks = ⟨false, false, false, false, true⟩) (h : t.administers op own = none) :
    t.agentOf = none ∧ t.scopes.admin = true ∧ own = true := by
  unfold Token.administers Token.caller at h
  cases ha : t.agentOf with
  | some lane => simp [ha, decide, kind, asks, Scopes.agentGrants] at h
  | none =>
    cases hs : t.scopes.admin <;> cases own <;> simp_all [decide, Scopes.grants]

theorem a_credential_is_a_working_token (s : State) (id : TokenId) (cached : Bool) (t : Token)
    (h : s.credential id cached = some t) : s.tokens id = some t ∧ t.works cached s.now = true := by
  unfold State.credential at h
  cases ht : s.tokens id with
  | none => simp [ht] at h
  | some t' => simp [ht] at h; obtain ⟨w, e⟩ := h; subst e; exact ⟨rfl, w⟩

/-- Somebody brings the code that was mailed to the owner for this mailbox: in time, for the first time, not after five
wrong texts, and while the mailbox is still in the mode that the code leads out of. All that changes is the mode. -/
def Redeemed (s : State) (e : Event) (b : Nat) (old : Mailbox) (settings : Settings) : Prop :=
  ∃ id cached c, e = .applyUpgrade id cached b c.text ∧ s.codes b = some c ∧ c.used = false ∧ c.tries < 5
    ∧ s.now < c.expiresAt ∧ c.before = old.settings.mode ∧ settings = { old.settings with mode := c.after }

theorem a_redeemed_code_is_fresh (c : UpgradeCode) (text now : Nat) (h : c.redeemedBy text now = true) :
    c.text = text ∧ c.used = false ∧ c.tries < 5 ∧ now < c.expiresAt := by
  simp only [UpgradeCode.redeemedBy, Bool.and_eq_true, Bool.not_eq_true'] at h
  exact ⟨Nat.eq_of_beq_eq_true h.1.1.1, h.1.1.2, Nat.le_of_ble_eq_true h.1.2, Nat.le_of_ble_eq_true h.2⟩

/-- A mailbox's row changes in three ways only: it is made, its owner sets its settings, or somebody brings the code
that was mailed to the owner. -/
theorem every_step_changes_mailboxes_by_their_owner (s : State) (e : Event) (b : Nat) :
    (step s e).2.boxes b = s.boxes b
      ∨ (s.boxes b = none ∧ ∃ id box, (step s e).2.boxes b = some box ∧ box.account = id.account ∧ Owner s id)
      ∨ ∃ id old settings, s.boxes b = some old ∧ (step s e).2.boxes b = some { old with settings := settings }
          ∧ (old.account = id.account ∧ Owner s id ∨ Redeemed s e b old settings) := by
  cases e with
  | tick => exact .inl rfl
  | bounce => exact .inl rfl
  | call => left; simp only [step]; (repeat' split) <;> rfl
  | link => left; simp only [step]; (repeat' split) <;> rfl
  | job => left; simp only [step]; (repeat' split) <;> rfl
  | createToken => left; simp only [step]; (repeat' split) <;> rfl
  | revokeToken => left; simp only [step]; (repeat' split) <;> rfl
  | createMailbox id cached b' address settings =>
    simp only [step]
    split
    · exact .inl rfl
    · rename_i t cred
      split
      · exact .inl rfl
      · exact .inl rfl
      · rename_i admin free
        split
        · exact .inl rfl
        · by_cases hb : b = b'
          · subst hb
            have owner := only_admin_administers t _ _ rfl rfl admin
            have works := a_credential_is_a_working_token s id cached t cred
            exact .inr (.inl ⟨free, id, ⟨id.account, address, settings⟩, by simp [State.note], rfl,
              ⟨t, cached, works.1, works.2, owner.1, owner.2.1⟩⟩)
          · left; simp [State.note, hb]
  | configure id cached b' settings =>
    simp only [step]
    split
    · exact .inl rfl
    · rename_i t cred
      split
      · exact .inl rfl
      · rename_i old there
        split
        · exact .inl rfl
        · rename_i admin
          by_cases hb : b = b'
          · subst hb
            have owner := only_admin_administers t _ _ rfl rfl admin
            have works := a_credential_is_a_working_token s id cached t cred
            exact .inr (.inr ⟨id, old, settings, there, by simp [State.note],
              .inl ⟨Nat.eq_of_beq_eq_true owner.2.2, ⟨t, cached, works.1, works.2, owner.1, owner.2.1⟩⟩⟩)
          · left; simp [State.note, hb]
  | requestUpgrade => left; simp only [step]; (repeat' split) <;> rfl
  | applyUpgrade id cached b' text =>
    simp only [step]
    split
    · exact .inl rfl
    · exact .inl rfl
    · rename_i t row cred there
      split
      · exact .inl rfl
      · exact .inl rfl
      · rename_i c _ code
        split
        · exact .inl rfl
        · rename_i good
          split
          · exact .inl rfl
          · rename_i same
            by_cases hb : b = b'
            · subst hb
              have fresh := a_redeemed_code_is_fresh c text s.now (by simpa using good)
              refine .inr (.inr ⟨id, row, { row.settings with mode := c.after }, there, by simp [State.note], .inr ?_⟩)
              exact ⟨id, cached, c, by rw [fresh.1], code, fresh.2.1, fresh.2.2.1, fresh.2.2.2, by simpa using same, rfl⟩
            · left; simp [State.note, hb]

end MultiMail
