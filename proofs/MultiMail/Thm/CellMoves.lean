import MultiMail.Thm.Moves

/-! Every call, link and job changes a cell by one of the moves, and by nothing else. -/

namespace MultiMail

variable {box : Mailbox} {suppressed : Address → Bool} {key : Key} {now : Nat}

theorem advance_is_a_quiet_move (c : Cell) (m : Message) (st : Step) (there : c.message = some m)
    (h : ∀ l, st = .changed l → Quiet m.matter m.life l ∧ (l.approval = m.life.approval ∨ l.approval = none)) :
    Moves box suppressed key now c (c.advance m st) := by
  cases st with
  | changed l => exact .quiet c m l there (h l rfl).1 (h l rfl).2
  | settled s => exact .same c
  | refused code s => exact .same c

theorem a_lapse_is_a_move (c : Cell) : Moves box suppressed key now c (c.lapse now) := by
  unfold Cell.lapse
  cases there : c.message with
  | none => exact .same c
  | some m =>
    exact advance_is_a_quiet_move c m _ there fun l h =>
      have q := expire_moves_quietly m.matter m.life l now h
      ⟨q.1, .inl q.2⟩

theorem a_decision_is_a_move (c : Cell) (by' : Actor) (scopes : Option Scopes) (approves : Bool) (seen : Option Nat)
    (may : (∃ p, by' = .approver p ∧ p ∈ box.settings.approvers)
      ∨ (∃ n s, by' = .key n ∧ scopes = some s ∧ (s.oversight = true ∨ s.admin = true))) :
    Moves box suppressed key now c (c.decide box now by' scopes approves seen).2 := by
  unfold Cell.decide
  cases there : c.message with
  | none => exact .same c
  | some m =>
    cases approves with
    | true =>
      simp only [if_true]
      cases h : Lifecycle.approve m.life ⟨.person, by', now, seen.getD m.hash⟩ m.hash m.matter now with
      | changed l =>
        have q := approve_moves_quietly m.matter m.life l _ m.hash now h
        exact .grant c m l ⟨⟨.person, by', now, seen.getD m.hash⟩, m.life.expiresAt, box.settings.approvers, scopes⟩
          there q.1 q.2.1 ⟨rfl, q.2.2.1, q.2.2.2, may⟩ rfl
      | settled s => exact .same c
      | refused code s => simp only; split; exact .same c; exact a_lapse_is_a_move c
    | false =>
      simp only [Bool.false_eq_true, if_false]
      cases h : Lifecycle.reject m.life ⟨by', now⟩ with
      | changed l =>
        have q := reject_moves_quietly m.matter m.life l _ h
        exact .quiet c m l there q.1 (.inl q.2)
      | settled s => exact .same c
      | refused code s => simp only; split; exact .same c; exact a_lapse_is_a_move c

theorem a_creation_is_a_move (c : Cell) (m : Message) (early : m.life.state.away = false)
    (approval : ∀ a, m.life.approval = some a → a.kind = .standing ∧ a.hash = m.hash)
    (sender : m.matter = .inbound ∧ m.life.state.cameIn = true ∨ m.sender = box.address) :
    Moves box suppressed key now c (c.create m).2 := by
  unfold Cell.create
  cases there : c.message with
  | none => exact .create c m there early approval sender
  | some _ => exact .same c

theorem a_link_is_a_move (c : Cell) (person validUntil hash : Nat) (approves : Bool) :
    Moves box suppressed key now c (c.link box now person validUntil hash approves).2 := by
  unfold Cell.link
  cases there : c.message with
  | none => exact .same c
  | some m =>
    simp only
    split
    · exact .same c
    split
    · exact .same c
    split
    · exact .same c
    rename_i approver _
    have approver : person ∈ box.settings.approvers := by simpa using approver
    exact a_decision_is_a_move c _ none approves _ (.inl ⟨person, rfl, approver⟩)

/-- Only a key that may decide passes the policy for a decision. -/
theorem only_a_deciding_key_decides (s : Scopes) (who : Caller) (t : Target)
    (kind : who = .agent s ∨ who = .key s) (h : decide who .decideEmail t = .allow) :
    who = .key s ∧ t.own = true ∧ (s.oversight = true ∨ s.admin = true) := by
  cases kind with
  | inl agent => subst agent; simp [decide, Operation.kind] at h
  | inr key =>
    subst key
    simp only [decide, Operation.kind, Operation.asks, Scopes.grants] at h
    cases ho : s.oversight <;> cases ha : s.admin <;> cases hn : t.own <;> simp_all

theorem a_call_is_a_move (c : Cell) (s : Scopes) (who : Caller) (by' : Actor) (own : Bool) (command : Command)
    (kind : who = .agent s ∨ who = .key s ∧ ∃ n, by' = .key n) :
    Moves box suppressed key now c (c.call box suppressed now who by' own s command).2 := by
  have kinds : who = .agent s ∨ who = .key s := by
    cases kind with
    | inl h => exact .inl h
    | inr h => exact .inr h.1
  cases command with
  | send recipients hash sendAt =>
    simp only [Cell.call]
    split
    · exact .same c
    split
    · exact .same c
    split
    · exact .same c
    · exact a_creation_is_a_move c _ (by simp [Lifecycle.held, Lifecycle.begin', MsgState.away])
        (by simp [Lifecycle.held, Lifecycle.begin']) (.inr rfl)
    · refine a_creation_is_a_move c _ ?_ ?_ (.inr rfl)
      · simp only [Lifecycle.allowed]; split <;> simp [Lifecycle.begin', MsgState.away]
      · intro a
        simp only [Lifecycle.allowed]
        split
        · intro h; simp at h; subst h; exact ⟨rfl, rfl⟩
        · intro h; simp at h
  | act op hash =>
    simp only [Cell.call]
    split
    · exact .same c
    · exact a_creation_is_a_move c _ (by simp [Lifecycle.held, Lifecycle.begin', MsgState.away])
        (by simp [Lifecycle.held, Lifecycle.begin']) (.inr rfl)
    · exact .same c
  | look op =>
    simp only [Cell.call]
    split <;> exact .same c
  | read =>
    simp only [Cell.call]
    split
    · rename_i m _ there
      split
      · exact .same c
      split
      · exact advance_is_a_quiet_move c m _ there fun l h =>
          have q := read_moves_quietly m.matter m.life l h
          ⟨q.1, .inl q.2⟩
      · exact .same c
    · exact .same c
    · exact .same c
  | cancel =>
    simp only [Cell.call]
    split
    · rename_i m _ there
      split
      · exact .same c
      split
      · exact a_lapse_is_a_move c
      · exact advance_is_a_quiet_move c m _ there fun l h =>
          have q := cancel_moves_quietly m.matter m.life l _ h
          ⟨q.1, .inl q.2⟩
    · exact .same c
    · exact .same c
  | approve seen =>
    simp only [Cell.call]
    split
    · rename_i allowed
      have may := only_a_deciding_key_decides s who _ kinds allowed
      split
      · exact .same c
      refine a_decision_is_a_move c by' (some s) true seen (.inr ?_)
      cases kind with
      | inl agent => rw [agent] at may; cases may.1
      | inr k => obtain ⟨n, hn⟩ := k.2; exact ⟨n, s, hn, rfl, may.2.2⟩
    · exact .same c
    · exact .same c
  | reject seen =>
    simp only [Cell.call]
    split
    · rename_i allowed
      have may := only_a_deciding_key_decides s who _ kinds allowed
      split
      · exact .same c
      refine a_decision_is_a_move c by' (some s) false seen (.inr ?_)
      cases kind with
      | inl agent => rw [agent] at may; cases may.1
      | inr k => obtain ⟨n, hn⟩ := k.2; exact ⟨n, s, hn, rfl, may.2.2⟩
    · exact .same c
    · exact .same c

theorem a_claim_is_a_move (c : Cell) : Moves box suppressed key now c (c.claim box suppressed key now) := by
  unfold Cell.claim
  cases there : c.message with
  | none => exact .same c
  | some m =>
    have giveUp := advance_is_a_quiet_move (box := box) (suppressed := suppressed) (key := key) (now := now) c m
      (Lifecycle.refuseBeforeSending m.life ⟨.system, now⟩) there fun l h =>
        have q := giving_up_moves_quietly m.matter m.life l _ h
        ⟨q.1, .inl q.2⟩
    simp only
    split
    · exact giveUp
    split
    · exact advance_is_a_quiet_move c m _ there fun l h =>
        have q := holding_again_moves_quietly m.matter m.life l _ _ h
        ⟨q.1, .inr q.2⟩
    split
    · exact giveUp
    rename_i sound free open'
    split
    · rename_i l h
      unfold Lifecycle.claim at h
      cases hs : m.life.state <;> simp [hs] at h
      subst h
      exact .claim c m _ there hs rfl rfl rfl (by simpa using sound) (by simpa using free) (by simpa using open')
    · exact .same c

theorem under_way (l : Life) (attempt : Nat) (h : Lifecycle.underWay l attempt = true) :
    l.state = .sending ∧ l.attempt = attempt := by
  unfold Lifecycle.underWay at h
  cases hs : l.state <;> simp [hs] at h
  exact ⟨rfl, Nat.eq_of_beq_eq_true (by simpa using h)⟩

theorem a_record_is_a_move (c : Cell) (m : Message) (attempt : Nat) (verdict : Verdict) (there : c.message = some m) :
    Moves box suppressed key now c (c.record m attempt verdict now) := by
  unfold Cell.record
  split
  · exact .same c
  rename_i heard
  have heard : ∃ a ∈ c.answers, a.attempt = attempt ∧ a.verdict = verdict := by
    simpa [List.any_eq_true, Nat.beq_eq] using heard
  obtain ⟨⟨attempt', verdict'⟩, mem, ha, hv⟩ := heard
  simp only at ha hv
  subst ha; subst hv
  cases verdict' with
  | accepted =>
    exact advance_is_a_quiet_move c m _ there fun l h =>
      have q := acceptance_moves_quietly m.matter m.life l _ _ h
      ⟨q.1, .inl q.2⟩
  | refusedForGood =>
    simp only
    cases h : Lifecycle.refusedForGood m.life attempt' now with
    | changed l =>
      cases hu : Lifecycle.underWay m.life attempt' <;> simp [Lifecycle.refusedForGood, hu] at h
      have facts := under_way m.life attempt' hu
      subst h
      exact .refused c m _ .refusedForGood there facts.1 (facts.2 ▸ mem) (by simp) (.inl ⟨rfl, rfl⟩) rfl
    | settled _ => exact .same c
    | refused _ _ => exact .same c
  | refusedForNow =>
    simp only
    cases h : Lifecycle.refusedForNow m.life attempt' now with
    | changed l =>
      cases hu : Lifecycle.underWay m.life attempt' <;>
        simp [Lifecycle.refusedForNow, Lifecycle.refusedForGood, hu] at h
      have facts := under_way m.life attempt' hu
      split at h
      · cases h
        exact .refused c m _ .refusedForNow there facts.1 (facts.2 ▸ mem) (by simp) (.inl ⟨rfl, rfl⟩) rfl
      · cases h
        exact .refused c m _ .refusedForNow there facts.1 (facts.2 ▸ mem) (by simp) (.inr ⟨rfl, by simp [facts.2]⟩) rfl
    | settled _ => exact .same c
    | refused _ _ => exact .same c

theorem a_job_is_a_move (c : Cell) (job : Job) : Moves box suppressed key now c (c.job box suppressed key now job) := by
  cases job with
  | receive sender hash =>
    simp only [Cell.job]
    split
    · refine a_creation_is_a_move c _ ?_ ?_ (.inl ⟨rfl, ?_⟩) <;>
        (cases hi : holdsInbound box.settings.mode <;>
          simp [Lifecycle.received, Lifecycle.begin', MsgState.away, MsgState.cameIn])
    · exact .same c
  | claim => exact a_claim_is_a_move c
  | hand attempt answer took => exact .hand c attempt answer took
  | crash => exact .crash c
  | tamper body =>
    cases there : c.message with
    | none => simp only [Cell.job, there]; exact .same c
    | some m => simp only [Cell.job, there]; exact .tamper c m body there
  | record attempt verdict =>
    cases there : c.message with
    | none => simp only [Cell.job, there]; exact .same c
    | some m => simp only [Cell.job, there]; exact a_record_is_a_move c m attempt verdict there
  | release =>
    cases there : c.message with
    | none => simp only [Cell.job, there]; exact .same c
    | some m =>
      simp only [Cell.job, there]
      exact advance_is_a_quiet_move c m _ there fun l h => have q := release_moves_quietly m.matter m.life l _ h; ⟨q.1, .inl q.2⟩
  | evidence attempt =>
    cases there : c.message with
    | none => simp only [Cell.job, there]; exact .same c
    | some m =>
      simp only [Cell.job, there]
      exact advance_is_a_quiet_move c m _ there fun l h => have q := evidence_moves_quietly m.matter m.life l _ _ h; ⟨q.1, .inl q.2⟩
  | doubt =>
    cases there : c.message with
    | none => simp only [Cell.job, there]; exact .same c
    | some m =>
      simp only [Cell.job, there]
      exact advance_is_a_quiet_move c m _ there fun l h => have q := doubt_moves_quietly m.matter m.life l _ h; ⟨q.1, .inl q.2⟩
  | expire =>
    cases there : c.message with
    | none => simp only [Cell.job, there]; exact .same c
    | some m =>
      simp only [Cell.job, there]
      exact advance_is_a_quiet_move c m _ there fun l h => have q := expire_moves_quietly m.matter m.life l _ h; ⟨q.1, .inl q.2⟩
  | askNotice =>
    cases there : c.message with
    | none => simp only [Cell.job, there]; exact .same c
    | some m =>
      simp only [Cell.job, there]
      exact advance_is_a_quiet_move c m _ there fun l h => have q := askNotice_moves_quietly m.matter m.life l _ h; ⟨q.1, .inl q.2⟩
  | noticed =>
    cases there : c.message with
    | none => simp only [Cell.job, there]; exact .same c
    | some m =>
      simp only [Cell.job, there]
      exact advance_is_a_quiet_move c m _ there fun l h => have q := noticed_moves_quietly m.matter m.life l _ h; ⟨q.1, .inl q.2⟩
  | copied =>
    cases there : c.message with
    | none => simp only [Cell.job, there]; exact .same c
    | some m =>
      simp only [Cell.job, there]
      exact advance_is_a_quiet_move c m _ there fun l h => have q := copied_moves_quietly m.matter m.life l _ h; ⟨q.1, .inl q.2⟩

end MultiMail
