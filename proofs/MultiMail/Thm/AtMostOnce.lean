import MultiMail.Thm.CellMoves

/-! At most one copy of a message is accepted, and none of one that was cancelled, rejected, expired or given up. -/

namespace MultiMail

variable {box : Mailbox} {suppressed : Address → Bool} {key : Key} {now : Nat}

/-- All copies on their way or accepted. -/
def Cell.copies (c : Cell) : Nat := c.flights.length + c.accepted.length + c.kept.length

/-- The invariant: one copy at most; none unless an attempt of the message may have been accepted; and an attempt that
the transport refused has neither a copy nor a process that could still make one. -/
def Cell.Once (c : Cell) : Prop :=
  c.copies ≤ 1 ∧
  match c.message with
  | none => c.copies = 0 ∧ c.answers = []
  | some m =>
    (∀ f ∈ c.flights, f.attempt = m.life.attempt)
    ∧ (m.life.state.away = false → c.copies = 0)
    ∧ (∀ a ∈ c.answers, a.attempt ≤ m.life.attempt)
    ∧ (m.life.state.early = true → ∀ a ∈ c.answers, a.attempt < m.life.attempt)
    ∧ (∀ a ∈ c.answers, a.attempt = m.life.attempt → a.verdict ≠ .accepted → c.copies = 0)

theorem no_copies_no_flights (c : Cell) (h : c.copies = 0) : c.flights = [] := by
  unfold Cell.copies at h
  exact List.eq_nil_of_length_eq_zero (by omega)

theorem no_copies_no_acceptance (c : Cell) (h : c.copies = 0) : c.accepted = [] ∧ c.kept = [] := by
  unfold Cell.copies at h
  exact ⟨List.eq_nil_of_length_eq_zero (by omega), List.eq_nil_of_length_eq_zero (by omega)⟩

theorem every_move_keeps_copies_single (c c' : Cell) (move : Moves box suppressed key now c c') (h : c.Once) : c'.Once := by
  cases move with
  | same => exact h
  | create m empty early approval sender =>
    simp only [Cell.Once, empty] at h
    obtain ⟨one, none', answers⟩ := h
    simp [Cell.Once, Cell.copies, answers, no_copies_no_flights c none', no_copies_no_acceptance c none']
  | quiet m l there quiet approval =>
    simp only [Cell.Once, there] at h
    obtain ⟨one, flights, dead, answers, before, refused⟩ := h
    obtain ⟨attempt, away, early, _⟩ := quiet
    simp only [Cell.Once, Cell.copies] at *
    rw [attempt]
    exact ⟨one, flights, fun a => dead (away a), answers, fun e => before (early e), refused⟩
  | grant m l g there quiet approval valid time =>
    simp only [Cell.Once, there] at h
    obtain ⟨one, flights, dead, answers, before, refused⟩ := h
    obtain ⟨attempt, away, early, _⟩ := quiet
    simp only [Cell.Once, Cell.copies] at *
    rw [attempt]
    exact ⟨one, flights, fun a => dead (away a), answers, fun e => before (early e), refused⟩
  | claim m l there queued sending attempt approval sound free open' =>
    simp only [Cell.Once, there] at h
    obtain ⟨one, flights, dead, answers, before, refused⟩ := h
    have none' := dead (by rw [queued]; rfl)
    have nobody := no_copies_no_flights c none'
    have before := before (by rw [queued]; rfl)
    simp only [Cell.Once, Cell.copies, nobody, List.length_nil, List.length_cons] at *
    refine ⟨by omega, ?_, ?_, ?_, ?_, ?_⟩
    · intro f hf
      simp only [List.mem_singleton] at hf
      subst hf
      exact attempt.symm
    · rw [sending]; intro no; cases no
    · rw [attempt]; exact answers
    · rw [sending]; intro no; cases no
    · intro a ha same _
      have := before a ha
      omega
  | hand attempt answer took =>
    unfold Cell.hand
    cases hf : c.flights with
    | nil => exact h
    | cons f rest =>
      simp only
      split
      · exact h
      rename_i same
      have same : f.attempt = attempt := by simpa [Nat.beq_eq] using same
      cases there : c.message with
      | none =>
        simp only [Cell.Once, there, Cell.copies, hf, List.length_cons] at h
        omega
      | some m =>
        simp only [Cell.Once, there, Cell.copies, hf, List.length_cons] at h
        obtain ⟨one, flights, dead, answers, before, refused⟩ := h
        have at' : attempt = m.life.attempt := by rw [← same]; exact flights f (by simp)
        have away : m.life.state.away = true := by
          cases ha : m.life.state.away with
          | true => rfl
          | false => have := dead ha; omega
        have late : m.life.state.early = false := by
          revert away
          cases m.life.state <;> simp [MsgState.away, MsgState.early]
        have others : ∀ a ∈ c.answers, a.attempt = m.life.attempt → a.verdict = .accepted := by
          intro a ha hat
          by_cases hv : a.verdict = .accepted
          · exact hv
          · have := refused a ha hat hv; omega
        have norest : rest.length = 0 := by omega
        have nobody : rest = [] := List.eq_nil_of_length_eq_zero norest
        have nothing : c.accepted.length = 0 ∧ c.kept.length = 0 := by omega
        subst nobody
        cases key.live <;> cases answer with
        | none =>
          cases took <;> simp [Cell.Once, Cell.copies, there, away, late, nothing] <;>
            first | exact answers | exact others | exact ⟨answers, others⟩
        | some v =>
          cases v <;> simp [Cell.Once, Cell.copies, there, away, late, nothing, at'] <;>
            first | exact answers | exact others | exact ⟨answers, others⟩
  | refused m l v there sending answer no next approval =>
    simp only [Cell.Once, there] at h
    obtain ⟨one, flights, dead, answers, before, refused⟩ := h
    have none' := refused _ answer rfl no
    have nobody := no_copies_no_flights c none'
    simp only [Cell.Once, Cell.copies, nobody, List.length_nil] at *
    refine ⟨by omega, by simp, fun _ => none', ?_, ?_, fun _ _ _ _ => none'⟩
    · intro a ha
      have := answers a ha
      cases next <;> omega
    · intro e a ha
      have := answers a ha
      cases next with
      | inl failed => rw [failed.1] at e; cases e
      | inr queued => omega
  | crash =>
    cases there : c.message with
    | none =>
      simp only [Cell.Once, there, Cell.copies, List.length_nil] at *
      exact ⟨by omega, by omega, h.2.2⟩
    | some m =>
      simp only [Cell.Once, there, Cell.copies, List.length_nil] at *
      obtain ⟨one, flights, dead, answers, before, refused⟩ := h
      refine ⟨by omega, by simp, fun a => by have := dead a; omega, answers, before, fun a ha e v => ?_⟩
      have := refused a ha e v
      omega
  | tamper m body there =>
    simp only [Cell.Once, there] at h
    simp only [Cell.Once, Cell.copies] at *
    exact h

end MultiMail
