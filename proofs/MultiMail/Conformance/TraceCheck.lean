import MultiMail.Spec.System
import MultiMail.Spec.Encode
import MultiMail.Conformance.TraceData

/-!
What the real handlers did in random traces is what the Spec's `step` does, step by step: what each caller was told, how
the message stands afterwards field by field, what the transports were given and under which identity, and how the
mailbox is set. `TraceTest` in Java plays the traces; a step is 87 digits, of which the first 25 tell the event.
-/

namespace MultiMail
namespace Trace

/-- So many digits of a number, of which the last has so many behind it. -/
def field (n behind width : Nat) : Nat := Nat.mod (Nat.div n (Nat.pow 16 behind)) (Nat.pow 16 width)

def flag (n behind : Nat) : Bool := Nat.beq (field n behind 1) 1

def bit (n at' : Nat) : Bool := Nat.beq (Nat.mod (Nat.div n (Nat.pow 2 at')) 2) 1

/-- What is absent is 0, and everything else is one more than it is. -/
def maybe : Nat → Option Nat
  | 0 => none
  | n + 1 => some n

def pick {α : Type} : Nat → Nat → List α → List α
  | _, _, [] => []
  | bits, at', a :: rest => bif bit bits at' then a :: pick bits (at' + 1) rest else pick bits (at' + 1) rest

/-! ## The numbers of the data -/

/-- `Names.RECIPIENTS`: two addresses of one domain, and one of each of two others. -/
def addresses : List Address := [⟨1, 1⟩, ⟨2, 1⟩, ⟨3, 2⟩, ⟨4, 3⟩]

/-- `Names.PATTERNS`. -/
def patterns : List Pattern := [.one ⟨1, 1⟩, .everybodyAt 1, .everybodyAt 2, .one ⟨4, 3⟩]

/-- The mailboxes' own addresses are of another domain. -/
def own (n : Nat) : Address := ⟨n, 9⟩

def address : Nat → List Address → Address
  | _, [] => own 0
  | 0, a :: _ => a
  | n + 1, _ :: rest => address n rest

def mode : Nat → Mode
  | 0 => .readOnly
  | 1 => .gatedAll
  | 2 => .gatedSend
  | 3 => .monitored
  | _ => .autonomous

def scopes (n : Nat) : Scopes := ⟨bit n 0, bit n 1, bit n 2, bit n 3, bit n 4⟩

def verdict : Nat → Verdict
  | 1 => .accepted
  | 2 => .refusedForNow
  | _ => .refusedForGood

def answer : Nat → Option Verdict
  | 0 => none
  | n => some (verdict n)

/-- A mailbox's settings, in the first nine of sixteen digits. -/
def settings (e : Nat) : Settings :=
  ⟨mode (field e 15 1), flag e 14, pick (field e 13 1) 0 [0, 1, 2], field e 8 5, pick (field e 7 1) 0 patterns⟩

def tokenId (e : Nat) : TokenId := ⟨field e 22 1, field e 20 2⟩

def key (e : Nat) : Key := ⟨field e 19 1, flag e 18, field e 16 2⟩

def call (e : Nat) (command : Command) : Event := .call (tokenId e) false (key e) command

/-- The event that 25 digits tell: its kind in two, who in three, what about in four, and its arguments in sixteen. -/
def event (e : Nat) : Event :=
  match field e 23 2 with
  | 0 => .tick (field e 11 5)
  | 1 => call e (.send (pick (field e 15 1) 0 addresses) (field e 12 3) (maybe (field e 7 5)))
  | 2 => call e (.act .addContact (field e 13 3))
  | 3 => call e .read
  | 4 => call e (.look .checkInbox)
  | 5 => call e .cancel
  | 6 => call e (.approve (match field e 13 3 with | 0 => none | n => some n))
  | 7 => call e (.reject (match field e 13 3 with | 0 => none | n => some n))
  | 8 => .link (field e 15 1) (Nat.pred (field e 7 5)) (key e) (field e 12 3) (flag e 6)
  | 9 => .job (key e) (.receive (own 0) (field e 13 3))
  | 10 => .job (key e) .release
  | 11 => .job (key e) .claim
  | 12 => .job (key e) (.hand (field e 15 1) (answer (field e 14 1)) (flag e 13))
  | 13 => .job (key e) (.record (field e 15 1) (verdict (field e 14 1)))
  | 14 => .job (key e) (.evidence (field e 15 1))
  | 15 => .job (key e) .doubt
  | 16 => .job (key e) .expire
  | 17 => .job (key e) .askNotice
  | 18 => .job (key e) .noticed
  | 19 => .job (key e) .copied
  | 20 => .job (key e) .crash
  | 21 => .job (key e) (.tamper (match field e 13 3 with | 0 => none | n => some n))
  | 22 => .createMailbox (tokenId e) false (field e 19 1) (own (field e 5 2)) (settings e)
  | 23 => .configure (tokenId e) false (field e 19 1) (settings e)
  | 24 => .createToken (tokenId e) false (field e 14 2)
      (match field e 13 1 with | 0 => none | 1 => some (field e 19 1, true) | _ => some (field e 19 1, false))
      (scopes (field e 11 2))
  | 25 => .revokeToken (tokenId e) false (field e 14 2)
  | 26 => .bounce (field e 15 1) (address (field e 14 1) addresses)
  | 27 => .requestUpgrade (tokenId e) false (field e 19 1) (mode (field e 15 1)) (field e 13 2)
  | _ => .applyUpgrade (tokenId e) false (field e 19 1) (field e 14 2)

/-! ## What became of it -/

/-- Appends a field of so many digits; without the notation, which the kernel would have to unfold each time. -/
def put (width n field : Nat) : Nat := Nat.add (Nat.mul n (Nat.pow 16 width)) field

def reply : Reply → Nat
  | .nothing => 0
  | .refused c => 16 + Encode.code c
  | .state s => 32 + Encode.state s
  | .message _ => 48
  | .lane _ _ => 49

def actor : Actor → Nat
  | .approver p => 16 + p
  | .key t => 128 + t
  | .agent t => 64 + t
  | .allowlist => 1
  | .system => 2

def approval : Option Approval → Nat
  | none => 0
  | some a =>
    let n := match a.kind with | .person => 1 | .standing => 2
    put 3 (put 5 (put 2 n (actor a.by')) (a.time + 1)) a.hash

def ending : Option Ending → Nat
  | none => 0
  | some e => put 5 (actor e.by') (e.time + 1)

/-- What the newest copy that left says of itself. -/
def claims : List Copy → Nat
  | [] => 0
  | f :: _ =>
    let n := put 1 f.attempt (Encode.mode f.claims.mode + 1)
    put 3 (put 1 n f.claims.mailbox.name) f.claims.hash

/-- A message with what the transports were given, in 60 digits; a version counts what the model has not, tags too. -/
def cell (c : Cell) : Nat :=
  match c.message with
  | none => 0
  | some m =>
    let l := m.life
    let n := match m.matter with | .outbound => 1 | .inbound => 2 | .heldAction => 3
    let n := put 1 n (Encode.state l.state)
    let n := put 1 n l.attempt
    let n := put 5 n (Encode.time l.expiresAt)
    let n := put 5 n (Encode.time l.sendAt)
    let n := put 5 n (Encode.time l.wakeAt)
    let n := put 11 n (approval l.approval)
    let n := put 7 n (ending l.ending)
    let n := put 5 n (Encode.time l.handover)
    let n := put 1 n (match l.sendingMode with | none => 0 | some m => Encode.mode m + 1)
    let n := put 1 n l.noticesAsked
    let n := put 5 n (Encode.time l.noticedAt)
    let n := put 3 n m.hash
    let n := put 1 n c.handed.length
    let n := put 1 n c.accepted.length
    let n := put 1 n c.kept.length
    put 6 n (claims c.handed)

def bits {α : Type} (same : α → α → Bool) (chosen : List α) : List α → Nat
  | [] => 0
  | a :: rest => (bif chosen.any (same a) then 1 else 0) + 2 * bits same chosen rest

def samePattern : Pattern → Pattern → Bool
  | .one a, .one b => Nat.beq a.name b.name && Nat.beq a.domain b.domain
  | .everybodyAt a, .everybodyAt b => Nat.beq a b
  | _, _ => false

def mailbox : Option Mailbox → Nat
  | none => 0
  | some b =>
    let s := b.settings
    let n := put 1 (Encode.mode s.mode) s.active.toNat
    let n := put 1 n (bits Nat.beq s.approvers [0, 1, 2])
    put 1 (put 5 n s.ttl) (bits samePattern s.allowlist patterns) * 16 ^ 51

/-- What of the state an event is about: a message, a mailbox, or neither. -/
def about (s : State) (e : Nat) : Nat :=
  match field e 23 2 with
  | 0 | 24 | 25 | 26 => 0
  | 22 | 23 | 27 | 28 => mailbox (s.boxes (field e 19 1))
  | _ => cell (s.cells (key e))

/-- The steps of a trace: the last 87 digits are the last step. -/
def steps : Nat → Nat → List Nat → List Nat
  | 0, _, rows => rows
  | fuel + 1, n, rows =>
    bif Nat.ble n 1 then rows
    else steps fuel (Nat.div n (Nat.pow 16 87)) (Nat.mod n (Nat.pow 16 87) :: rows)

/-- 0 if the Spec goes the same way from this state on; else which step is the first that differs, counted from 1, what
the Spec replies, and the highest digit that differs: for naming the step in words. -/
def firstWrong (s : State) (count : Nat) : List Nat → Nat
  | [] => 0
  | row :: rows =>
    let e := Nat.div row (Nat.pow 16 62)
    match step s (event e) with
    | (r, s') =>
      let mine := put 60 (reply r) (about s' e)
      let theirs := Nat.mod row (Nat.pow 16 62)
      bif Nat.beq mine theirs then firstWrong s' (count + 1) rows
      else count + 256 * (reply r + 256 * Nat.div (Nat.log2 (Nat.xor mine theirs)) 4)

/-- At the start the owner's key of each account has the account's number. -/
def wrong (trace : Nat) : Nat := firstWrong (State.start fun account => account) 1 (steps 255 trace [])

def agrees (trace : Nat) : Bool := Nat.beq (wrong trace) 0

end Trace

/-! Part by part, since the kernel remembers all that it computed for one theorem. -/

theorem part_0_runs_as_the_spec_says : Java.traces0.all Trace.agrees = true := by decide +kernel
theorem part_1_runs_as_the_spec_says : Java.traces1.all Trace.agrees = true := by decide +kernel
theorem part_2_runs_as_the_spec_says : Java.traces2.all Trace.agrees = true := by decide +kernel
theorem part_3_runs_as_the_spec_says : Java.traces3.all Trace.agrees = true := by decide +kernel
theorem part_4_runs_as_the_spec_says : Java.traces4.all Trace.agrees = true := by decide +kernel
theorem part_5_runs_as_the_spec_says : Java.traces5.all Trace.agrees = true := by decide +kernel
theorem part_6_runs_as_the_spec_says : Java.traces6.all Trace.agrees = true := by decide +kernel
theorem part_7_runs_as_the_spec_says : Java.traces7.all Trace.agrees = true := by decide +kernel
theorem part_8_runs_as_the_spec_says : Java.traces8.all Trace.agrees = true := by decide +kernel

/-- The real handlers, pipeline and store run as the Spec's `step`, at every step of every trace. -/
theorem java_runs_as_the_spec_says : Java.traces.all (fun part => part.all Trace.agrees) = true := by
  simp only [Java.traces, List.all_cons, List.all_nil, Bool.and_self,
    part_0_runs_as_the_spec_says, part_1_runs_as_the_spec_says, part_2_runs_as_the_spec_says,
    part_3_runs_as_the_spec_says, part_4_runs_as_the_spec_says, part_5_runs_as_the_spec_says,
    part_6_runs_as_the_spec_says, part_7_runs_as_the_spec_says, part_8_runs_as_the_spec_says]

end MultiMail
