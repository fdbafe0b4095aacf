import MultiMail.Conformance.PolicyCheck
import MultiMail.Conformance.LifecycleData

/-!
Java's `Lifecycle` and the Spec's give the same life, field by field, on a grid that has every state, and every time,
attempt, count and approval that a guard compares on both sides of the guard and exactly on it.
-/

namespace MultiMail
namespace Encode

def now : Nat := 100000
/-- Absent, over, now, and still to come. -/
def times : List (Option Nat) := [none, some 99999, some 100000, some 100001]
/-- Around the moment at which the sweep looks again. -/
def soon : List (Option Nat) := [none, some 100059, some 100060, some 100061]
def maybeModes : List (Option Mode) := none :: modes.map some

def blank (s : MsgState) : Life := ⟨s, 3, 1, none, none, none, none, none, none, none, 1, none⟩
def ann : Approval := ⟨.person, .approver 1, 99990, 1⟩
def listed : Approval := ⟨.standing, .allowlist, 99990, 1⟩
def ending : Ending := ⟨.approver 1, now⟩

/-- What one event makes of each life of the grid that has this state. -/
def lifecycleRows : List (MsgState → List Step) := [
  -- approve: expiry × time to leave × content × matter
  fun s => times.flatMap fun e => times.flatMap fun at' => [1, 2].flatMap fun hash =>
    [Matter.outbound, .inbound, .heldAction].map fun mt =>
      Lifecycle.approve { blank s with expiresAt := e, sendAt := at' } ⟨.person, .approver 1, now, hash⟩ 1 mt now,
  fun s => times.map fun e => Lifecycle.reject { blank s with expiresAt := e } ending,
  fun s => times.map fun e => Lifecycle.cancel { blank s with expiresAt := e } ending,
  fun s => times.map fun e => Lifecycle.expire { blank s with expiresAt := e } now,
  fun s => times.map fun at' => Lifecycle.release { blank s with sendAt := at' } now,
  fun s => modes.map fun m => Lifecycle.claim (blank s) m now,
  fun s => [none, some ann, some listed].map fun a => Lifecycle.holdAgain { blank s with approval := a } 123456 now,
  fun s => [Lifecycle.refuseBeforeSending (blank s) ending],
  -- accepted, and evidence: attempt of the life × attempt of the answer × mode of the claim
  fun s => [1, 3, 5].flatMap fun made => [made - 1, made, made + 1].flatMap fun told => maybeModes.map fun m =>
    Lifecycle.accepted { blank s with attempt := made, sendingMode := m } told now,
  fun s => [1, 3, 5].flatMap fun made => [made - 1, made, made + 1].flatMap fun told => maybeModes.map fun m =>
    Lifecycle.evidence { blank s with attempt := made, sendingMode := m } told now,
  fun s => [1, 2, 3, 4, 5, 6].flatMap fun made => [made - 1, made, made + 1].map fun told =>
    Lifecycle.refusedForNow { blank s with attempt := made } told now,
  fun s => [1, 2, 3, 4, 5, 6].flatMap fun made => [made - 1, made, made + 1].map fun told =>
    Lifecycle.refusedForGood { blank s with attempt := made } told now,
  fun s => times.map fun w => Lifecycle.doubt { blank s with wakeAt := w } now,
  fun s => [Lifecycle.read (blank s)],
  fun s => [1, 9, 10, 11].flatMap fun asked => soon.map fun e =>
    Lifecycle.askNotice { blank s with noticesAsked := asked, expiresAt := e, noticedAt := some 99990 } now,
  fun s => [none, some 99990].flatMap fun n => soon.map fun e =>
    Lifecycle.noticed { blank s with noticedAt := n, expiresAt := e } now,
  fun s => [none, some 100060].map fun w => Lifecycle.copied { blank s with wakeAt := w } now]

/-- How a message begins: held, allowed with and without a standing approval, and received. -/
def beginnings : List Step :=
  (soon.flatMap fun e => times.map fun at' => .changed (Lifecycle.held (e.getD 200000) at' now))
    ++ ([none, some listed].flatMap fun a => times.map fun at' => .changed (Lifecycle.allowed a at' now))
    ++ (bools.map fun held => .changed (Lifecycle.received held now))

def pack (rows : List Step) : Nat := rows.foldl (fun table row => put 53 table (step row)) 0

/-- One number for each event and each state. -/
def lifecycleTables : List Nat := pack beginnings :: lifecycleRows.flatMap fun rows => states.map fun s => pack (rows s)

end Encode

/-- Every transition of Java's `Lifecycle` on the grid is the Spec's. -/
theorem java_lives_as_the_spec_says : Encode.same Encode.lifecycleTables Java.lifecycle = true := by
  decide +kernel

end MultiMail
