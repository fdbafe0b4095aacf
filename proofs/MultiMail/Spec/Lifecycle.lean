import MultiMail.Spec.Policy

/-!
Every change that a message can go through, as pure functions of its life and the time: the same as
`dev.multimail.message.Lifecycle` in Java, field by field. Times are in seconds.
`Conformance/LifecycleCheck.lean` compares the two on a grid that covers every guard from both sides.
-/

namespace MultiMail

inductive MsgState where
  | pending | scheduled | queued | sending | sent | unconfirmed | failed | rejected | cancelled | expired | applied
  | pendingInbound | unread | read
  deriving DecidableEq

/-- Whether a person is asked about a message in this state. -/
def MsgState.waits : MsgState → Bool
  | .pending | .pendingInbound => true
  | _ => false

/-- Whether a message is mail that an agent sends, mail that came in, or an action that waits for approval. -/
inductive Matter where
  | outbound | inbound | heldAction
  deriving DecidableEq

/-- Who did something, as it is kept with a message. Numbers stand for names. -/
inductive Actor where
  | approver (person : Nat) | key (token : Nat) | agent (token : Nat) | allowlist | system
  deriving DecidableEq

inductive ApprovalKind where
  | person | standing
  deriving DecidableEq

/-- What let a message go, and for exactly which content. -/
structure Approval where
  kind : ApprovalKind
  by' : Actor
  time : Nat
  hash : Nat

structure Ending where
  by' : Actor
  time : Nat

/-- The part of a message that changes. -/
structure Life where
  state : MsgState
  version : Nat
  attempt : Nat
  expiresAt : Option Nat
  sendAt : Option Nat
  wakeAt : Option Nat
  approval : Option Approval
  ending : Option Ending
  /-- When the transport's acceptance became known. -/
  handover : Option Nat
  /-- The mode under which the latest attempt was claimed. -/
  sendingMode : Option Mode
  noticesAsked : Nat
  noticedAt : Option Nat

/-- What an event does to a life: it goes on like this; nothing is new; or the event may not happen. -/
inductive Step where
  | changed (life : Life)
  | settled (state : MsgState)
  | refused (code : Code) (state : MsgState)

namespace Lifecycle

def lease : Nat := 900
def maxAttempts : Nat := 5
def patience : Nat := 60
def maxNotices : Nat := 10

/-- 10 s, 40 s, 160 s, 640 s. -/
def backoff (attempt : Nat) : Nat := 10 * 4 ^ (attempt - 1)

def begin' (state : MsgState) (expiresAt sendAt wakeAt : Option Nat) : Life :=
  ⟨state, 1, 1, expiresAt, sendAt, wakeAt, none, none, none, none, 1, none⟩

def to (l : Life) (state : MsgState) (wakeAt : Option Nat) : Life :=
  { l with state := state, version := l.version + 1, wakeAt := wakeAt }

/-- A time that is over: `none` never is. -/
def over (time : Option Nat) (now : Nat) : Bool :=
  match time with | none => false | some t => Nat.ble t now

/-- A time that is still to come: `none` never is. -/
def ahead (time : Option Nat) (now : Nat) : Bool :=
  match time with | none => false | some t => Nat.blt now t

def untilNoticed (expiresAt : Option Nat) (now : Nat) : Option Nat :=
  match expiresAt with
  | none => some (now + patience)
  | some e => if Nat.blt e (now + patience) then some e else some (now + patience)

/-- Begins as held: it waits for a person until `expiresAt`. -/
def held (expiresAt : Nat) (sendAt : Option Nat) (now : Nat) : Life :=
  begin' .pending (some expiresAt) sendAt (untilNoticed (some expiresAt) now)

/-- Begins as allowed, with the standing approval that allowed it, if one was needed. -/
def allowed (standing : Option Approval) (sendAt : Option Nat) (now : Nat) : Life :=
  { (if ahead sendAt now then begin' .scheduled none sendAt sendAt
     else begin' .queued none sendAt (some (now + patience))) with approval := standing }

/-- Begins as received, visible at once or held until a person releases it. -/
def received (held : Bool) (now : Nat) : Life :=
  if held then begin' .pendingInbound none none (untilNoticed none now) else begin' .unread none none none

/-- The refusal of a decision that comes too late, if it does. -/
def tooLate (l : Life) (now : Nat) : Option Step :=
  if !l.state.waits then
    some (.refused (match l.state with | .expired => .messageExpired | _ => .wrongState) l.state)
  else if over l.expiresAt now then some (.refused .messageExpired .expired)
  else none

/-- A person approves exactly the content that the approval names. -/
def approve (l : Life) (a : Approval) (hash : Nat) (matter : Matter) (now : Nat) : Step :=
  match tooLate l now with
  | some no => no
  | none =>
    if !Nat.beq a.hash hash then .refused .contentChanged l.state
    else
      let l := { l with approval := some a }
      .changed (match matter with
        | .outbound => if ahead l.sendAt now then to l .scheduled l.sendAt else to l .queued (some (now + patience))
        | .inbound => to l .unread none
        | .heldAction => to l .applied none)

/-- A person says no. -/
def reject (l : Life) (e : Ending) : Step :=
  match tooLate l e.time with
  | some no => no
  | none => .changed (to { l with ending := some e } .rejected none)

/-- The agent or the owner takes it back. Taking it back twice is as good as once. -/
def cancel (l : Life) (e : Ending) : Step :=
  match l.state with
  | .pending =>
    if over l.expiresAt e.time then .refused .messageExpired .expired
    else .changed (to { l with ending := some e } .cancelled none)
  | .queued | .scheduled => .changed (to { l with ending := some e } .cancelled none)
  | .cancelled => .settled .cancelled
  | other => .refused .wrongState other

/-- Time ran out. An early timer changes nothing. -/
def expire (l : Life) (now : Nat) : Step :=
  match l.state with
  | .pending =>
    if over l.expiresAt now then .changed (to { l with ending := some ⟨.system, now⟩ } .expired none)
    else .settled .pending
  | other => .settled other

/-- A scheduled message's time has come. -/
def release (l : Life) (now : Nat) : Step :=
  match l.state with
  | .scheduled => if over l.sendAt now then .changed (to l .queued (some (now + patience))) else .settled .scheduled
  | other => .settled other

/-- Deliver claims the one right to make this attempt. -/
def claim (l : Life) (mode : Mode) (now : Nat) : Step :=
  match l.state with
  | .queued => .changed (to { l with sendingMode := some mode } .sending (some (now + lease)))
  | other => .settled other

def approvedByPerson (l : Life) : Bool :=
  match l.approval with
  | some ⟨.person, _, _, _⟩ => true
  | _ => false

/-- The mode was tightened while the message was queued: it waits for a person after all. -/
def holdAgain (l : Life) (expiresAt : Nat) (now : Nat) : Step :=
  match l.state with
  | .queued =>
    if approvedByPerson l then .settled .queued
    else .changed (to { l with approval := none, expiresAt := some expiresAt,
                               noticesAsked := l.noticesAsked + 1, noticedAt := none }
                    .pending (untilNoticed (some expiresAt) now))
  | other => .settled other

/-- Something was found before the attempt that makes sending wrong for good. -/
def refuseBeforeSending (l : Life) (e : Ending) : Step :=
  match l.state with
  | .queued => .changed (to { l with ending := some e } .failed none)
  | other => .settled other

def underWay (l : Life) (attempt : Nat) : Bool :=
  match l.state with | .sending => Nat.beq l.attempt attempt | _ => false

def sent (l : Life) (now : Nat) : Life :=
  let copies := match l.sendingMode with | some m => copiesToApprovers m | none => false
  to { l with handover := some now } .sent (if copies then some (now + patience) else none)

/-- The transport accepted the attempt. -/
def accepted (l : Life) (attempt now : Nat) : Step :=
  if underWay l attempt then .changed (sent l now) else .settled l.state

/-- The transport refused for good. -/
def refusedForGood (l : Life) (attempt now : Nat) : Step :=
  if underWay l attempt then .changed (to { l with ending := some ⟨.system, now⟩ } .failed none)
  else .settled l.state

/-- The transport refused in a way that proves that nothing was accepted: try again, up to `maxAttempts`. -/
def refusedForNow (l : Life) (attempt now : Nat) : Step :=
  if !underWay l attempt then .settled l.state
  else if Nat.ble maxAttempts attempt then refusedForGood l attempt now
  else .changed { to l .queued (some (now + backoff attempt)) with attempt := attempt + 1 }

/-- The lease of an attempt ran out with no evidence either way: doubt becomes visible, nothing is retried. -/
def doubt (l : Life) (now : Nat) : Step :=
  match l.state with
  | .sending => if over l.wakeAt now then .changed (to l .unconfirmed none) else .settled .sending
  | other => .settled other

/-- The transport's own event proves that an attempt was accepted. -/
def evidence (l : Life) (attempt now : Nat) : Step :=
  match l.state with
  | .queued => if Nat.blt attempt l.attempt then .changed (sent l now) else .settled .queued
  | .sending => if Nat.ble attempt l.attempt then .changed (sent l now) else .settled .sending
  | .unconfirmed => if Nat.ble attempt l.attempt then .changed (sent l now) else .settled .unconfirmed
  | other => .settled other

/-- The agent read a received message. -/
def read (l : Life) : Step :=
  match l.state with
  | .unread => .changed (to l .read none)
  | other => .settled other

/-- Somebody asks that the approvers get fresh links. -/
def askNotice (l : Life) (now : Nat) : Step :=
  if !l.state.waits then .refused .wrongState l.state
  else if Nat.ble maxNotices l.noticesAsked then .refused .limitReached l.state
  else .changed (to { l with noticesAsked := l.noticesAsked + 1, noticedAt := none }
                  l.state (untilNoticed l.expiresAt now))

/-- The notices that were asked for have left. -/
def noticed (l : Life) (now : Nat) : Step :=
  match l.noticedAt with
  | some _ => .settled l.state
  | none =>
    if !l.state.waits then .settled l.state
    else .changed (to { l with noticedAt := some now } l.state l.expiresAt)

/-- The approvers of a monitored mailbox were told what it sent. -/
def copied (l : Life) (now : Nat) : Step :=
  match l.state, l.wakeAt with
  | .sent, some _ => .changed (to { l with noticedAt := some now } .sent none)
  | other, _ => .settled other

end Lifecycle
end MultiMail
