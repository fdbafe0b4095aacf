import MultiMail.Spec.System

/-!
Which changes a cell can go through at all: every call, link and job is one of the moves below. The invariants in the
other files are then shown move by move.
-/

namespace MultiMail

/-- An attempt of the message was made and may have been accepted. -/
def MsgState.away : MsgState → Bool
  | .sending | .sent | .unconfirmed => true
  | _ => false

/-- The message did not begin its next attempt yet. -/
def MsgState.early : MsgState → Bool
  | .pending | .scheduled | .queued | .pendingInbound => true
  | _ => false

/-- The states of mail that came in. -/
def MsgState.cameIn : MsgState → Bool
  | .pendingInbound | .unread | .read | .rejected => true
  | _ => false

/-- A change that neither begins an attempt nor takes one back. -/
def Quiet (matter : Matter) (l l' : Life) : Prop :=
  l'.attempt = l.attempt ∧ (l'.state.away = false → l.state.away = false) ∧ (l'.state.early = true → l.state.early = true)
    ∧ (matter = .inbound → l.state.cameIn = true → l'.state.cameIn = true)

/-- What must have been true for an approval to count: given in time, by an approver of that time or by an account key
that may decide, and for this very content. -/
def Grant.valid (g : Grant) (hash : Nat) : Prop :=
  g.approval.kind = .person ∧ g.approval.hash = hash
    ∧ (∀ e, g.expiresAt = some e → g.approval.time < e)
    ∧ ((∃ p, g.approval.by' = .approver p ∧ p ∈ g.approvers)
        ∨ (∃ n s, g.approval.by' = .key n ∧ g.scopes = some s ∧ (s.oversight = true ∨ s.admin = true)))

/-- The changes of a cell, each with what is known when it happens. -/
inductive Moves (box : Mailbox) (suppressed : Address → Bool) (key : Key) (now : Nat) : Cell → Cell → Prop where
  | same (c : Cell) : Moves box suppressed key now c c
  | create (c : Cell) (m : Message) (empty : c.message = none) (early : m.life.state.away = false)
      (approval : ∀ a, m.life.approval = some a → a.kind = .standing ∧ a.hash = m.hash)
      (sender : m.matter = .inbound ∧ m.life.state.cameIn = true ∨ m.sender = box.address) :
      Moves box suppressed key now c { c with message := some m }
  | quiet (c : Cell) (m : Message) (l : Life) (there : c.message = some m) (quiet : Quiet m.matter m.life l)
      (approval : l.approval = m.life.approval ∨ l.approval = none) :
      Moves box suppressed key now c { c with message := some { m with life := l } }
  | grant (c : Cell) (m : Message) (l : Life) (g : Grant) (there : c.message = some m) (quiet : Quiet m.matter m.life l)
      (approval : l.approval = some g.approval) (valid : g.valid m.hash) (time : g.approval.time = now) :
      Moves box suppressed key now c { c with message := some { m with life := l }, grants := g :: c.grants }
  | claim (c : Cell) (m : Message) (l : Life) (there : c.message = some m) (queued : m.life.state = .queued)
      (sending : l.state = .sending) (attempt : l.attempt = m.life.attempt) (approval : l.approval = m.life.approval)
      (sound : flawed box m = false) (free : mustWait box m = false) (open' : m.recipients.any suppressed = false) :
      Moves box suppressed key now c
        { c with message := some { m with life := l }, flights := copyOf box key now m :: c.flights }
  | hand (c : Cell) (attempt : Nat) (answer : Option Verdict) (took : Bool) :
      Moves box suppressed key now c (c.hand key.live attempt answer took)
  | refused (c : Cell) (m : Message) (l : Life) (v : Verdict) (there : c.message = some m)
      (sending : m.life.state = .sending) (answer : ⟨m.life.attempt, v⟩ ∈ c.answers) (no : v ≠ .accepted)
      (next : l.state = .failed ∧ l.attempt = m.life.attempt ∨ l.state = .queued ∧ l.attempt = m.life.attempt + 1)
      (approval : l.approval = m.life.approval) :
      Moves box suppressed key now c { c with message := some { m with life := l } }
  | crash (c : Cell) : Moves box suppressed key now c { c with flights := [] }
  | tamper (c : Cell) (m : Message) (body : Option Nat) (there : c.message = some m) :
      Moves box suppressed key now c { c with message := some { m with body := body } }

/-- Takes a change of a life apart, state by state. -/
local macro "by_state" l:ident h:ident : tactic => `(tactic|
  (cases hs : ($l).state <;>
    simp_all [Lifecycle.tooLate, Lifecycle.to, MsgState.waits, Lifecycle.sent, Lifecycle.underWay] <;>
    (repeat' split at $h:ident) <;>
    first
    | contradiction
    | (cases $h:ident; simp_all [Quiet, MsgState.away, MsgState.early, MsgState.cameIn])
    | simp_all [Quiet, MsgState.away, MsgState.early, MsgState.cameIn]))

theorem reject_moves_quietly (mt : Matter) (l l' : Life) (e : Ending) (h : Lifecycle.reject l e = .changed l') :
    Quiet mt l l' ∧ l'.approval = l.approval := by
  unfold Lifecycle.reject at h; by_state l h

theorem cancel_moves_quietly (mt : Matter) (l l' : Life) (e : Ending) (h : Lifecycle.cancel l e = .changed l') :
    Quiet mt l l' ∧ l'.approval = l.approval := by
  unfold Lifecycle.cancel at h; by_state l h

theorem expire_moves_quietly (mt : Matter) (l l' : Life) (now : Nat) (h : Lifecycle.expire l now = .changed l') :
    Quiet mt l l' ∧ l'.approval = l.approval := by
  unfold Lifecycle.expire at h; by_state l h

theorem release_moves_quietly (mt : Matter) (l l' : Life) (now : Nat) (h : Lifecycle.release l now = .changed l') :
    Quiet mt l l' ∧ l'.approval = l.approval := by
  unfold Lifecycle.release at h; by_state l h

theorem holding_again_moves_quietly (mt : Matter) (l l' : Life) (e now : Nat)
    (h : Lifecycle.holdAgain l e now = .changed l') : Quiet mt l l' ∧ l'.approval = none := by
  unfold Lifecycle.holdAgain at h; by_state l h

theorem giving_up_moves_quietly (mt : Matter) (l l' : Life) (e : Ending)
    (h : Lifecycle.refuseBeforeSending l e = .changed l') : Quiet mt l l' ∧ l'.approval = l.approval := by
  unfold Lifecycle.refuseBeforeSending at h; by_state l h

theorem acceptance_moves_quietly (mt : Matter) (l l' : Life) (a now : Nat)
    (h : Lifecycle.accepted l a now = .changed l') : Quiet mt l l' ∧ l'.approval = l.approval := by
  unfold Lifecycle.accepted at h; by_state l h

theorem doubt_moves_quietly (mt : Matter) (l l' : Life) (now : Nat) (h : Lifecycle.doubt l now = .changed l') :
    Quiet mt l l' ∧ l'.approval = l.approval := by
  unfold Lifecycle.doubt at h; by_state l h

theorem evidence_moves_quietly (mt : Matter) (l l' : Life) (a now : Nat)
    (h : Lifecycle.evidence l a now = .changed l') : Quiet mt l l' ∧ l'.approval = l.approval := by
  unfold Lifecycle.evidence at h; by_state l h

theorem read_moves_quietly (mt : Matter) (l l' : Life) (h : Lifecycle.read l = .changed l') :
    Quiet mt l l' ∧ l'.approval = l.approval := by
  unfold Lifecycle.read at h; by_state l h

theorem askNotice_moves_quietly (mt : Matter) (l l' : Life) (now : Nat)
    (h : Lifecycle.askNotice l now = .changed l') : Quiet mt l l' ∧ l'.approval = l.approval := by
  unfold Lifecycle.askNotice at h; by_state l h

theorem noticed_moves_quietly (mt : Matter) (l l' : Life) (now : Nat)
    (h : Lifecycle.noticed l now = .changed l') : Quiet mt l l' ∧ l'.approval = l.approval := by
  unfold Lifecycle.noticed at h
  cases hn : l.noticedAt <;> simp_all
  by_state l h

theorem copied_moves_quietly (mt : Matter) (l l' : Life) (now : Nat)
    (h : Lifecycle.copied l now = .changed l') : Quiet mt l l' ∧ l'.approval = l.approval := by
  unfold Lifecycle.copied at h
  cases hw : l.wakeAt <;> by_state l h

theorem approve_moves_quietly (mt : Matter) (l l' : Life) (a : Approval) (hash now : Nat)
    (h : Lifecycle.approve l a hash mt now = .changed l') :
    Quiet mt l l' ∧ l'.approval = some a ∧ a.hash = hash ∧ (∀ e, l.expiresAt = some e → now < e) := by
  have late : Lifecycle.over l.expiresAt now = false → ∀ e, l.expiresAt = some e → now < e := by
    intro no e he
    rw [he] at no
    simp only [Lifecycle.over] at no
    have : ¬ e ≤ now := by intro le; rw [Nat.ble_eq_true_of_le le] at no; contradiction
    omega
  unfold Lifecycle.approve Lifecycle.tooLate at h
  cases hs : l.state <;> simp [hs, MsgState.waits] at h
  all_goals
    cases ho : Lifecycle.over l.expiresAt now <;> simp [ho] at h
    have late := late ho
    cases hb : Nat.beq a.hash hash <;> simp [hb] at h
    have same := Nat.eq_of_beq_eq_true hb
    cases mt <;> simp at h
    all_goals
      (try split at h) <;>
        (subst h; refine ⟨?_, rfl, same, late⟩
         simp [Quiet, hs, Lifecycle.to, MsgState.away, MsgState.early, MsgState.cameIn])

end MultiMail
