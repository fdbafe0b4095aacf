import MultiMail.Thm.Rightly
import MultiMail.Thm.AtMostOnce

/-! Mail leaves under its own mailbox's address only, and test mail never reaches the real transport. -/

namespace MultiMail

variable {box : Mailbox} {suppressed : Address → Bool} {key : Key} {now : Nat}

/-- The invariant: what did not come in from outside is the mailbox's own, and so is every copy. -/
def Cell.Named (c : Cell) (own : Address) : Prop :=
  (∀ m, c.message = some m → m.matter = .inbound ∧ m.life.state.cameIn = true ∨ m.sender = own)
    ∧ ∀ f ∈ c.everyCopy, f.under.address = own ∧ f.sender = own

theorem copies_only_move (c : Cell) (live : Bool) (attempt : Nat) (answer : Option Verdict) (took : Bool) (f : Copy)
    (h : f ∈ (c.hand live attempt answer took).everyCopy) : f ∈ c.everyCopy := by
  revert h
  unfold Cell.hand
  cases hf : c.flights with
  | nil => exact id
  | cons g rest =>
    simp only
    split
    · exact id
    simp only [Cell.everyCopy, hf]
    cases live <;> cases answer with
    | none => cases took <;> simp <;> grind
    | some v => cases v <;> simp <;> grind

theorem handing_keeps_the_message (c : Cell) (live : Bool) (attempt : Nat) (answer : Option Verdict) (took : Bool) :
    (c.hand live attempt answer took).message = c.message := by
  unfold Cell.hand
  cases c.flights with
  | nil => simp
  | cons g rest => simp only; split <;> (try split) <;> simp

theorem every_move_keeps_names (c c' : Cell) (move : Moves box suppressed key now c c') (h : c.Named box.address) :
    c'.Named box.address := by
  obtain ⟨message, copies⟩ := h
  cases move with
  | same => exact ⟨message, copies⟩
  | create m empty early approval sender =>
    exact ⟨fun m' e => by simp only [Option.some.injEq] at e; subst e; exact sender, copies⟩
  | quiet m l there quiet approval =>
    refine ⟨fun m' e => ?_, copies⟩
    simp only [Option.some.injEq] at e
    subst e
    cases message m there with
    | inl foreign => exact .inl ⟨foreign.1, quiet.2.2.2 foreign.1 foreign.2⟩
    | inr own => exact .inr own
  | grant m l g there quiet approval valid time =>
    refine ⟨fun m' e => ?_, copies⟩
    simp only [Option.some.injEq] at e
    subst e
    cases message m there with
    | inl foreign => exact .inl ⟨foreign.1, quiet.2.2.2 foreign.1 foreign.2⟩
    | inr own => exact .inr own
  | claim m l there queued sending attempt approval sound free open' =>
    have own : m.sender = box.address := by
      cases message m there with
      | inl foreign => rw [queued] at foreign; cases foreign.2
      | inr own => exact own
    refine ⟨fun m' e => ?_, fun f hf => ?_⟩
    · simp only [Option.some.injEq] at e
      subst e
      exact .inr own
    · simp only [Cell.everyCopy, List.cons_append, List.mem_cons] at hf
      cases hf with
      | inl e => subst e; exact ⟨rfl, own⟩
      | inr e => exact copies f e
  | hand attempt answer took =>
    refine ⟨fun m' e => message m' ?_, fun f hf => copies f (copies_only_move c _ _ _ _ f hf)⟩
    rw [handing_keeps_the_message] at e
    exact e
  | refused m l v there sending answer no next approval =>
    refine ⟨fun m' e => ?_, copies⟩
    simp only [Option.some.injEq] at e
    subst e
    cases message m there with
    | inl foreign => rw [sending] at foreign; cases foreign.2
    | inr own => exact .inr own
  | crash =>
    refine ⟨message, fun f hf => copies f ?_⟩
    simp only [Cell.everyCopy, List.nil_append, List.mem_append] at hf ⊢
    grind
  | tamper m body there =>
    refine ⟨fun m' e => ?_, copies⟩
    simp only [Option.some.injEq] at e
    subst e
    exact message m there

theorem test_mail_stays_here (c c' : Cell) (move : Moves box suppressed key now c c') (test : key.live = false)
    (h : c.handed = [] ∧ c.accepted = []) : c'.handed = [] ∧ c'.accepted = [] := by
  cases move with
  | hand attempt answer took =>
    unfold Cell.hand
    cases c.flights with
    | nil => exact h
    | cons g rest => simp only [test]; split <;> exact h
  | same => exact h
  | create => exact h
  | quiet => exact h
  | grant => exact h
  | claim => exact h
  | refused => exact h
  | crash => exact h
  | tamper => exact h

end MultiMail
