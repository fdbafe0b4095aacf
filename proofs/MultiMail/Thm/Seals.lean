import MultiMail.Spec.Seal

/-! What the seals of the audit log are good for: nothing that was sealed can be changed, removed, added or moved. -/

namespace MultiMail

/-- What the sealer made is accepted. -/
theorem a_sealed_log_verifies {α : Type} (d : Digests α) (signed : Seal → Bool) (number before : Nat)
    (log : List (List α)) (by' : ∀ x ∈ sealAll d number before log, signed x.stamp = true) :
    verifies d signed number before (sealAll d number before log) = true := by
  induction log generalizing number before with
  | nil => rfl
  | cons batch rest ih =>
    simp only [sealAll, verifies, Bool.and_eq_true, beq_self_eq_true, true_and]
    exact ⟨by' ⟨batch, sealOf d number before batch⟩ (by simp [sealAll]), ih _ _ (fun x h => by' x (by simp [sealAll, h]))⟩

theorem seals_count_upwards {α : Type} (d : Digests α) (number before : Nat) (log : List (List α)) (x : Sealed α)
    (mem : x ∈ sealAll d number before log) : number ≤ x.stamp.number := by
  induction log generalizing number before with
  | nil => simp [sealAll] at mem
  | cons batch rest ih =>
    simp only [sealAll, List.mem_cons] at mem
    cases mem with
    | inl h => subst h; exact Nat.le_refl _
    | inr h => have := ih _ _ h; omega

theorem verified_parts_begin_the_rest {α : Type} (d : Digests α) (free : d.CollisionFree) (signed : Seal → Bool)
    (exported : List (Sealed α)) (number before : Nat) (log : List (List α))
    (key : ∀ s, signed s = true → number ≤ s.number → ∃ x ∈ sealAll d number before log, x.stamp = s)
    (fine : verifies d signed number before exported = true) :
    ∃ rest, sealAll d number before log = exported ++ rest := by
  induction exported generalizing number before log with
  | nil => exact ⟨_, rfl⟩
  | cons x more ih =>
    simp only [verifies, Bool.and_eq_true, beq_iff_eq] at fine
    obtain ⟨⟨exact', by'⟩, later⟩ := fine
    have place : x.stamp.number = number := by rw [exact']; rfl
    obtain ⟨y, mem, same⟩ := key x.stamp by' (by omega)
    cases log with
    | nil => simp [sealAll] at mem
    | cons batch rest =>
      simp only [sealAll, List.mem_cons] at mem
      cases mem with
      | inr h =>
        have := seals_count_upwards d _ _ _ _ h
        rw [same] at this
        omega
      | inl h =>
        subst h
        have digests : d.ofBatch batch = d.ofBatch x.batch := by
          have : sealOf d number before batch = sealOf d number before x.batch := same.trans exact'
          exact congrArg Seal.records this
        have batches := free.batches _ _ digests
        have whole : x = ⟨batch, sealOf d number before batch⟩ := by
          cases x
          simp only at batches same
          rw [batches, ← batches, same]
        have next := ih (number + 1) (d.ofSeal x.stamp) rest
          (fun s hs large => by
            obtain ⟨z, zin, zis⟩ := key s hs (by omega)
            simp only [sealAll, List.mem_cons] at zin
            cases zin with
            | inl first => subst first; rw [← zis] at large; simp only [sealOf] at large; omega
            | inr later => exact ⟨z, by rw [← same]; exact later, zis⟩)
          later
        obtain ⟨tail, is⟩ := next
        refine ⟨tail, ?_⟩
        simp only [sealAll, List.cons_append]
        rw [← whole, ← is, ← same]

/-- If the key signed only the seals of this log, every export that verifies is the beginning of the log, record for
record: nothing in it was changed, removed, added or moved. What may be missing is the end, and a newer seal shows it. -/
theorem what_verifies_is_the_log_so_far {α : Type} (d : Digests α) (free : d.CollisionFree) (signed : Seal → Bool)
    (log : List (List α)) (key : ∀ s, signed s = true → ∃ x ∈ sealedLog d log, x.stamp = s) (exported : List (Sealed α))
    (fine : accepts d signed exported = true) : ∃ rest, sealedLog d log = exported ++ rest :=
  verified_parts_begin_the_rest d free signed exported 1 0 log (fun s hs _ => key s hs) fine

theorem the_latest_seal_counts {α : Type} (d : Digests α) (signed : Seal → Bool) (rest : List (Sealed α))
    (x : Sealed α) (number before : Nat) (fine : verifies d signed number before (x :: rest) = true) :
    ∃ s, latest d before (x :: rest) = d.ofSeal s ∧ s.number = number + rest.length := by
  induction rest generalizing x number before with
  | nil =>
    simp only [verifies, Bool.and_eq_true, beq_iff_eq] at fine
    exact ⟨x.stamp, rfl, by rw [fine.1.1]; simp [sealOf]⟩
  | cons y more ih =>
    simp only [verifies, Bool.and_eq_true] at fine
    obtain ⟨s, is, counts⟩ := ih y (number + 1) (d.ofSeal x.stamp) (by simp only [verifies, Bool.and_eq_true]; exact fine.2)
    refine ⟨s, by simpa only [latest] using is, ?_⟩
    rw [counts, List.length_cons]
    omega

theorem one_latest_seal_one_chain {α : Type} (d : Digests α) (free : d.CollisionFree) (signed signed' : Seal → Bool)
    (xs ys : List (Sealed α)) (x y : Sealed α) (number before before' : Nat) (long : xs.length = ys.length)
    (fine : verifies d signed number before (x :: xs) = true)
    (fine' : verifies d signed' number before' (y :: ys) = true)
    (same : latest d before (x :: xs) = latest d before' (y :: ys)) : x :: xs = y :: ys ∧ before = before' := by
  induction xs generalizing ys x y number before before' with
  | nil =>
    cases ys with
    | cons z zs => simp at long
    | nil =>
      simp only [verifies, Bool.and_eq_true, beq_iff_eq] at fine fine'
      have seals := free.seals _ _ (by simpa only [latest] using same)
      have both := fine.1.1.symm.trans (seals.trans fine'.1.1)
      have batches := free.batches _ _ (congrArg Seal.records both)
      refine ⟨?_, congrArg Seal.before both⟩
      cases x
      cases y
      simp_all
  | cons u us ih =>
    cases ys with
    | nil => simp at long
    | cons v vs =>
      simp only [List.length_cons, Nat.add_right_cancel_iff] at long
      have first := fine
      have first' := fine'
      rw [verifies] at first first'
      simp only [Bool.and_eq_true, beq_iff_eq] at first first'
      have later := ih vs u v (number + 1) (d.ofSeal x.stamp) (d.ofSeal y.stamp) long first.2 first'.2
        (by simpa only [latest] using same)
      have seals := free.seals _ _ later.2
      have both := first.1.1.symm.trans (seals.trans first'.1.1)
      have batches := free.batches _ _ (congrArg Seal.records both)
      refine ⟨?_, congrArg Seal.before both⟩
      rw [later.1]
      congr 1
      cases x
      cases y
      simp_all

/-- Whoever kept the digest of the latest seal needs no signature: an export that leads to it and verifies is the whole
log, record for record. -/
theorem the_latest_seal_fixes_the_whole_log {α : Type} (d : Digests α) (free : d.CollisionFree) (signed : Seal → Bool)
    (log : List (List α)) (exported : List (Sealed α)) (fine : accepts d signed exported = true)
    (leads : latest d 0 exported = latest d 0 (sealedLog d log)) : exported = sealedLog d log := by
  have own : verifies d (fun _ => true) 1 0 (sealedLog d log) = true :=
    a_sealed_log_verifies d (fun _ => true) 1 0 log (fun _ _ => rfl)
  unfold accepts at fine
  cases hx : exported with
  | nil =>
    cases hy : sealedLog d log with
    | nil => rfl
    | cons y ys =>
      rw [hy] at own
      obtain ⟨s, is, _⟩ := the_latest_seal_counts d _ ys y 1 0 own
      rw [hx, hy, is] at leads
      exact absurd leads.symm (free.first s)
  | cons x xs =>
    rw [hx] at fine leads
    obtain ⟨s, is, counts⟩ := the_latest_seal_counts d _ xs x 1 0 fine
    cases hy : sealedLog d log with
    | nil =>
      rw [hy, is] at leads
      exact absurd leads (free.first s)
    | cons y ys =>
      rw [hy] at own leads
      obtain ⟨s', is', counts'⟩ := the_latest_seal_counts d _ ys y 1 0 own
      have both := free.seals _ _ (is.symm.trans (leads.trans is'))
      rw [both] at counts
      exact (one_latest_seal_one_chain d free _ _ xs ys x y 1 0 0 (by omega) fine own leads).1

/-- Any change of a sealed log is found: a record changed, removed, added or moved, or a seal. -/
theorem any_change_of_the_sealed_log_is_found {α : Type} (d : Digests α) (free : d.CollisionFree)
    (signed : Seal → Bool) (log : List (List α)) (exported : List (Sealed α))
    (changed : exported ≠ sealedLog d log) (leads : latest d 0 exported = latest d 0 (sealedLog d log)) :
    accepts d signed exported = false := by
  cases h : accepts d signed exported with
  | false => rfl
  | true => exact absurd (the_latest_seal_fixes_the_whole_log d free signed log exported h leads) changed

end MultiMail
