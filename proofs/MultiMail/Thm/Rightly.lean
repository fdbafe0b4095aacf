import MultiMail.Thm.CellMoves

/-!
Whatever leaves was approved by somebody who could, for exactly this content, or needed no approval under the mailbox
as it was when its attempt began; and it names that mailbox.
-/

namespace MultiMail

variable {box : Mailbox} {suppressed : Address → Bool} {key : Key} {now : Nat}

/-- All copies that exist in any form. -/
def Cell.everyCopy (c : Cell) : List Copy := c.flights ++ c.handed ++ c.accepted ++ c.kept

/-- What must hold of a copy: it carries the submitted content; it names the mailbox of its claim; and a person had
approved it, or that mailbox's mode and allowlist let it go. -/
def Copy.Rightly (f : Copy) (key : Key) (now hash : Nat) (grants : List Grant) : Prop :=
  f.content = hash
    ∧ f.claims = ⟨f.under.address, f.under.settings.mode, key, hash⟩
    ∧ f.claimedAt ≤ now
    ∧ f.under.settings.active = true
    ∧ ((∃ g ∈ grants, f.approval = some g.approval ∧ g.approval.time ≤ f.claimedAt)
        ∨ ofSending f.under.settings.mode (covered f.under.settings.allowlist f.recipients) = .allow)

/-- The invariant of a cell. -/
def Cell.Rightly (c : Cell) (key : Key) (now : Nat) : Prop :=
  (∀ g ∈ c.grants, g.approval.time ≤ now) ∧
  match c.message with
  | none => c.everyCopy = [] ∧ c.grants = []
  | some m =>
    (∀ g ∈ c.grants, g.valid m.hash)
    ∧ (∀ a, m.life.approval = some a → a.hash = m.hash ∧ (a.kind = .person → ∃ g ∈ c.grants, g.approval = a))
    ∧ (∀ f ∈ c.everyCopy, f.Rightly key now m.hash c.grants)

theorem rightly_keeps_with_more_grants (f : Copy) (key : Key) (now hash : Nat) (g : Grant) (gs : List Grant)
    (h : f.Rightly key now hash gs) : f.Rightly key now hash (g :: gs) := by
  obtain ⟨content, claims, time, active, why⟩ := h
  refine ⟨content, claims, time, active, ?_⟩
  cases why with
  | inl person =>
    obtain ⟨g', mem, rest⟩ := person
    exact .inl ⟨g', by simp [mem], rest⟩
  | inr free => exact .inr free

theorem a_claimed_copy_is_right (c : Cell) (m : Message) (there : c.message = some m) (h : c.Rightly key now)
    (sound : flawed box m = false) (free : mustWait box m = false) :
    (copyOf box key now m).Rightly key now m.hash c.grants := by
  simp only [Cell.Rightly, there] at h
  obtain ⟨times, _, approval, _⟩ := h
  simp only [flawed, Bool.or_eq_false_iff] at sound
  obtain ⟨⟨body, _⟩, active⟩ := sound
  refine ⟨?_, rfl, Nat.le_refl now, by simpa [copyOf] using active, ?_⟩
  · cases hb : m.body with
    | none => simp [hb] at body
    | some b =>
      simp only [hb, Bool.not_eq_false'] at body
      simpa [copyOf, hb] using Nat.eq_of_beq_eq_true body
  · simp only [mustWait, Bool.and_eq_false_iff] at free
    cases free with
    | inl person =>
      simp only [Lifecycle.approvedByPerson, Bool.not_eq_false'] at person
      left
      cases ha : m.life.approval with
      | none => simp [ha] at person
      | some a =>
        obtain ⟨kind, by', time, hash⟩ := a
        cases kind with
        | standing => simp [ha] at person
        | person =>
          obtain ⟨g, mem, same⟩ := (approval _ ha).2 rfl
          exact ⟨g, mem, by simp [copyOf, ha, same], by simpa [copyOf] using times g mem⟩
    | inr open' =>
      right
      simp only [copyOf]
      revert open'
      cases ofSending box.settings.mode (covered box.settings.allowlist m.recipients) <;> simp

theorem time_keeps_right (c : Cell) (later : Nat) (le : now ≤ later) (h : c.Rightly key now) : c.Rightly key later := by
  unfold Cell.Rightly at *
  refine ⟨fun g hg => Nat.le_trans (h.1 g hg) le, ?_⟩
  cases there : c.message with
  | none => simpa [there] using h.2
  | some m =>
    have rest := h.2
    simp only [there] at rest ⊢
    refine ⟨rest.1, rest.2.1, fun f hf => ?_⟩
    obtain ⟨content, claims, time, active, why⟩ := rest.2.2 f hf
    exact ⟨content, claims, Nat.le_trans time le, active, why⟩

theorem every_move_keeps_right (c c' : Cell) (move : Moves box suppressed key now c c') (h : c.Rightly key now) :
    c'.Rightly key now := by
  have h0 := h
  cases move with
  | same => exact h
  | create m empty early approval sender =>
    simp only [Cell.Rightly, empty] at h
    obtain ⟨_, copies, grants⟩ := h
    have copies' : ({ c with message := some m } : Cell).everyCopy = [] := copies
    refine ⟨by simp [grants], by simp [grants], ?_, fun f hf => by rw [copies'] at hf; cases hf⟩
    intro a ha
    have := approval a ha
    exact ⟨this.2, fun p => by rw [this.1] at p; cases p⟩
  | quiet m l there quiet approval =>
    simp only [Cell.Rightly, there] at h
    obtain ⟨times, valid, given, copies⟩ := h
    refine ⟨times, valid, ?_, copies⟩
    intro a ha
    cases approval with
    | inl same => exact given a (same ▸ ha)
    | inr none' => simp [none'] at ha
  | grant m l g there quiet approval valid time =>
    simp only [Cell.Rightly, there] at h
    obtain ⟨times, valids, given, copies⟩ := h
    refine ⟨?_, ?_, ?_, ?_⟩
    · intro g' hg'
      cases List.mem_cons.mp hg' with
      | inl e => subst e; exact Nat.le_of_eq time
      | inr e => exact times g' e
    · intro g' hg'
      cases List.mem_cons.mp hg' with
      | inl e => subst e; exact valid
      | inr e => exact valids g' e
    · intro a ha
      simp only [approval, Option.some.injEq] at ha
      subst ha
      exact ⟨valid.2.1, fun _ => ⟨g, by simp, rfl⟩⟩
    · intro f hf
      exact rightly_keeps_with_more_grants f key now m.hash g c.grants (copies f hf)
  | claim m l there queued sending attempt approval sound free open' =>
    have right := a_claimed_copy_is_right c m there h sound free
    simp only [Cell.Rightly, there] at h
    obtain ⟨times, valid, given, copies⟩ := h
    refine ⟨times, valid, fun a ha => given a (approval ▸ ha), ?_⟩
    intro f hf
    simp only [Cell.everyCopy, List.cons_append, List.mem_cons] at hf
    cases hf with
    | inl e => subst e; exact right
    | inr e => exact copies f e
  | hand attempt answer took =>
    have sub : ∀ f, f ∈ (c.hand key.live attempt answer took).everyCopy → f ∈ c.everyCopy := by
      intro f
      unfold Cell.hand
      cases hf : c.flights with
      | nil => exact id
      | cons g rest =>
        simp only
        split
        · exact id
        simp only [Cell.everyCopy, hf]
        cases key.live <;> cases answer with
        | none => cases took <;> simp <;> grind
        | some v => cases v <;> simp <;> grind
    have same : (c.hand key.live attempt answer took).message = c.message
        ∧ (c.hand key.live attempt answer took).grants = c.grants := by
      unfold Cell.hand
      cases c.flights with
      | nil => simp
      | cons g rest => simp only; split <;> (try split) <;> simp
    simp only [Cell.Rightly, same] at h ⊢
    refine ⟨h.1, ?_⟩
    have rest := h.2
    cases there : c.message with
    | none =>
      simp only [there] at rest ⊢
      refine ⟨List.eq_nil_iff_forall_not_mem.mpr fun f hf => ?_, rest.2⟩
      have := sub f hf
      rw [rest.1] at this
      cases this
    | some m =>
      simp only [there] at rest ⊢
      exact ⟨rest.1, rest.2.1, fun f hf => rest.2.2 f (sub f hf)⟩
  | refused m l v there sending answer no next approval =>
    simp only [Cell.Rightly, there] at h
    obtain ⟨times, valid, given, copies⟩ := h
    exact ⟨times, valid, fun a ha => given a (approval ▸ ha), copies⟩
  | crash =>
    have sub : ∀ f, f ∈ ({ c with flights := [] } : Cell).everyCopy → f ∈ c.everyCopy := by
      intro f
      simp only [Cell.everyCopy, List.nil_append, List.mem_append]
      grind
    refine ⟨h.1, ?_⟩
    have rest := h.2
    cases there : c.message with
    | none =>
      simp only [there] at rest ⊢
      refine ⟨List.eq_nil_iff_forall_not_mem.mpr fun f hf => ?_, rest.2⟩
      have := sub f hf
      rw [rest.1] at this
      cases this
    | some m =>
      simp only [there] at rest ⊢
      exact ⟨rest.1, rest.2.1, fun f hf => rest.2.2 f (sub f hf)⟩
  | tamper m body there =>
    simp only [Cell.Rightly, there] at h
    exact h

end MultiMail
