import MultiMail.Spec.Lifecycle

/-!
One message and all that happens to it: what callers ask, what people decide, and what the pipeline does. A cell holds
all that belongs to one message id of one mailbox's live or test traffic.
-/

namespace MultiMail

/-- The name of a cell: a message id is a mailbox's own, so that no two mailboxes can meet in one. -/
structure Key where
  box : Nat
  live : Bool
  id : Nat
  deriving DecidableEq

structure Address where
  name : Nat
  domain : Nat

/-- An entry of the owner's allowlist: one address, or everybody at a domain. -/
inductive Pattern where
  | one (address : Address)
  | everybodyAt (domain : Nat)

def Pattern.covers : Pattern → Address → Bool
  | .one a, r => Nat.beq a.name r.name && Nat.beq a.domain r.domain
  | .everybodyAt d, r => Nat.beq d r.domain

/-- The allowlist is a standing approval for these recipients. -/
def covered (allowlist : List Pattern) (recipients : List Address) : Bool :=
  !recipients.isEmpty && recipients.all fun r => allowlist.any fun p => p.covers r

/-- What an owner sets on a mailbox. -/
structure Settings where
  mode : Mode
  active : Bool
  approvers : List Nat
  ttl : Nat
  allowlist : List Pattern

structure Mailbox where
  account : Nat
  address : Address
  settings : Settings

structure Message where
  matter : Matter
  sender : Address
  recipients : List Address
  /-- The content that was submitted, by its hash. -/
  hash : Nat
  /-- What is in the store of bodies now, by its hash: `none` if it is gone. -/
  body : Option Nat
  life : Life

/-- What a sent message states about itself in its signed identity header. -/
structure Claims where
  mailbox : Address
  mode : Mode
  message : Key
  hash : Nat

/-- Mail on its way to the transport, with what the claim's transaction found. -/
structure Copy where
  attempt : Nat
  sender : Address
  recipients : List Address
  content : Nat
  claims : Claims
  approval : Option Approval
  /-- The mailbox's row in the claim's transaction, and its time. -/
  under : Mailbox
  claimedAt : Nat

inductive Verdict where
  | accepted | refusedForNow | refusedForGood
  deriving DecidableEq

/-- What the transport said to an attempt. -/
structure Answer where
  attempt : Nat
  verdict : Verdict

/-- A person's approval as it was given, with what was true then. Nothing reads it: it is there to speak about. -/
structure Grant where
  approval : Approval
  expiresAt : Option Nat
  /-- Who was an approver of the mailbox then. -/
  approvers : List Nat
  /-- The scopes of the account key, if one decided. -/
  scopes : Option Scopes

structure Cell where
  message : Option Message
  /-- Claimed by a process that did not call the transport yet. -/
  flights : List Copy
  /-- What the transport answered; a process may hear it late, twice or never. -/
  answers : List Answer
  /-- Every copy that was given to the real transport, whatever it said. -/
  handed : List Copy
  /-- The copies that it accepted. -/
  accepted : List Copy
  /-- The same for the transport that only keeps. -/
  kept : List Copy
  grants : List Grant

def Cell.empty : Cell := ⟨none, [], [], [], [], [], []⟩

/-- What a caller is told. A list shows a whole lane, every other answer one message or none. -/
inductive Reply where
  | nothing
  | refused (code : Code)
  | state (state : MsgState)
  | message (message : Message)
  | lane (box : Mailbox) (messages : Nat → Option Message)

/-- What an agent or a key asks about one cell. -/
inductive Command where
  | send (recipients : List Address) (hash : Nat) (sendAt : Option Nat)
  /-- Tags and contacts: they take effect at once, or wait as a message of their own. -/
  | act (operation : Operation) (hash : Nat)
  | read
  | look (operation : Operation)
  | cancel
  | approve (seen : Option Nat)
  | reject (seen : Option Nat)

def Command.operation : Command → Operation
  | .send .. => .sendEmail
  | .act op _ => match op.kind with | .action => op | _ => .tagEmail
  | .read => .readEmail
  | .look op => match op.kind with | .read => op | _ => .checkInbox
  | .cancel => .cancelMessage
  | .approve _ | .reject _ => .decideEmail

/-- What the service does by itself, or what happens to it. -/
inductive Job where
  | receive (sender : Address) (hash : Nat)
  | release | claim
  /-- A process that claimed attempt `attempt` calls the transport; `none`: its answer is lost, and `took` tells what
  really happened. -/
  | hand (attempt : Nat) (answer : Option Verdict) (took : Bool)
  | record (attempt : Nat) (verdict : Verdict)
  | evidence (attempt : Nat)
  | doubt | expire | askNotice | noticed | copied
  /-- Every process that works on this message dies. -/
  | crash
  /-- Somebody changes or deletes the stored content. -/
  | tamper (body : Option Nat)

/-! ## One message -/

/-- A new life for the message, if the step gives one. -/
def Cell.advance (c : Cell) (m : Message) : Step → Cell
  | .changed l => { c with message := some { m with life := l } }
  | _ => c

def replyTo : Step → Reply
  | .changed l => .state l.state
  | .settled s => .state s
  | .refused code _ => .refused code

/-- Whether a person decides, or decided, about a message. -/
def wasHeld (m : Message) : Bool :=
  m.life.expiresAt.isSome || Lifecycle.approvedByPerson m.life || m.life.state.waits
    || (match m.life.state with | .rejected => true | _ => false)

/-- Whether a caller may see a message: an agent does not see mail that came in before a person released it; a key that
only oversees sees what people decide about, and nothing else. -/
def visible (who : Caller) (m : Message) : Bool :=
  match who with
  | .agent _ =>
    match m.matter, m.life.state with
    | .inbound, .pendingInbound => false
    | .inbound, .rejected => false
    | _, _ => true
  | .key s => s.read || s.admin || wasHeld m
  | .approver => wasHeld m

/-- Whether there is a message here that a caller may not see. -/
def Cell.hides (c : Cell) (who : Caller) : Bool :=
  match c.message with
  | some m => !visible who m
  | none => false

/-- The lapse of a message whose time is over: whoever comes too late writes it down. -/
def Cell.lapse (c : Cell) (now : Nat) : Cell :=
  match c.message with
  | none => c
  | some m => c.advance m (Lifecycle.expire m.life now)

/-- The same person saying the same again is told the same again. -/
def sameDecision (l : Life) (by' : Actor) (approves : Bool) : Bool :=
  match approves, l.approval, l.ending, l.state with
  | true, some a, none, _ => (match a.kind with | .person => true | .standing => false) && a.by' == by'
  | false, _, some e, .rejected => e.by' == by'
  | _, _, _, _ => false

/-- A person decides over what waits, for exactly the content that they saw. -/
def Cell.decide (c : Cell) (box : Mailbox) (now : Nat) (by' : Actor) (scopes : Option Scopes) (approves : Bool)
    (seen : Option Nat) : Reply × Cell :=
  match c.message with
  | none => (.refused .notFound, c)
  | some m =>
    let approval : Approval := ⟨.person, by', now, seen.getD m.hash⟩
    let step := if approves then Lifecycle.approve m.life approval m.hash m.matter now
                else Lifecycle.reject m.life ⟨by', now⟩
    match step with
    | .changed l =>
      (.state l.state, { c.advance m step with
        grants := if approves then ⟨approval, m.life.expiresAt, box.settings.approvers, scopes⟩ :: c.grants
                  else c.grants })
    | .settled s => (.state s, c)
    | .refused code _ =>
      if sameDecision m.life by' approves then (.state m.life.state, c) else (.refused code, c.lapse now)

/-- Makes a new message in an empty cell. -/
def Cell.create (c : Cell) (m : Message) : Reply × Cell :=
  match c.message with
  | some _ => (.refused .idTaken, c)
  | none => (.state m.life.state, { c with message := some m })

/-- What a call does to the cell that it names. -/
def Cell.call (c : Cell) (box : Mailbox) (suppressed : Address → Bool) (now : Nat) (who : Caller) (by' : Actor)
    (own : Bool) (scopes : Scopes) : Command → Reply × Cell
  | .send recipients hash sendAt =>
    -- Whoever may not send at all is told so before anything is read.
    match MultiMail.decide who .sendEmail ⟨own, true, .autonomous, false⟩ with
    | .deny code => (.refused code, c)
    | _ =>
      if recipients.any suppressed then (.refused .recipientSuppressed, c)
      else
        let s := box.settings
        let standing := covered s.allowlist recipients
        match MultiMail.decide who .sendEmail ⟨own, s.active, s.mode, standing⟩ with
        | .deny code => (.refused code, c)
        | .hold => c.create ⟨.outbound, box.address, recipients, hash, some hash,
            Lifecycle.held (now + s.ttl) sendAt now⟩
        | .allow =>
          let needed := match ofSending s.mode false with | .hold => true | _ => false
          let approval := if needed then some ⟨.standing, .allowlist, now, hash⟩ else none
          c.create ⟨.outbound, box.address, recipients, hash, some hash, Lifecycle.allowed approval sendAt now⟩
  | .act op hash =>
    match MultiMail.decide who (Command.act op hash).operation ⟨own, box.settings.active, box.settings.mode, false⟩ with
    | .deny code => (.refused code, c)
    | .hold => c.create ⟨.heldAction, box.address, [], hash, none, Lifecycle.held (now + box.settings.ttl) none now⟩
    | .allow => (.nothing, c)
  | .read =>
    match MultiMail.decide who .readEmail ⟨own, true, .autonomous, false⟩, c.message with
    | .allow, some m =>
      if !visible who m then (.refused .notFound, c)
      else match who with
        | .agent _ => (.message m, c.advance m (Lifecycle.read m.life))
        | _ => (.message m, c)
    | .deny code, _ => (.refused code, c)
    | _, _ => (.refused .notFound, c)
  | .look op =>
    match MultiMail.decide who (Command.look op).operation ⟨own, true, .autonomous, false⟩ with
    | .deny code => (.refused code, c)
    | _ => (.nothing, c)
  | .cancel =>
    match MultiMail.decide who .cancelMessage ⟨own, true, .autonomous, false⟩, c.message with
    | .allow, some m =>
      if !visible who m then (.refused .notFound, c)
      else match Lifecycle.cancel m.life ⟨by', now⟩ with
        | .refused code _ => (.refused code, c.lapse now)
        | step => (replyTo step, c.advance m step)
    | .deny code, _ => (.refused code, c)
    | _, _ => (.refused .notFound, c)
  | .approve seen =>
    match MultiMail.decide who .decideEmail ⟨own, true, .autonomous, false⟩ with
    | .allow => if c.hides who then (.refused .notFound, c) else c.decide box now by' (some scopes) true seen
    | .deny code => (.refused code, c)
    | .hold => (.nothing, c)
  | .reject seen =>
    match MultiMail.decide who .decideEmail ⟨own, true, .autonomous, false⟩ with
    | .allow => if c.hides who then (.refused .notFound, c) else c.decide box now by' (some scopes) false seen
    | .deny code => (.refused code, c)
    | .hold => (.nothing, c)

/-- What a link does: its person must be an approver at this moment, and its content the message's. -/
def Cell.link (c : Cell) (box : Mailbox) (now person validUntil hash : Nat) (approves : Bool) : Reply × Cell :=
  match c.message with
  | none => (.refused .linkInvalid, c)
  | some m =>
    if !Nat.beq hash m.hash then (.refused .contentChanged, c)
    else if !box.settings.approvers.contains person then (.refused .approverRemoved, c)
    else if Nat.ble validUntil now && m.life.state.waits && !Lifecycle.over m.life.expiresAt now then
      (.refused .linkInvalid, c)
    else c.decide box now (.approver person) none approves (some hash)

/-- What is wrong with a message for good, found before its attempt. -/
def flawed (box : Mailbox) (m : Message) : Bool :=
  !(match m.body with | some b => Nat.beq b m.hash | none => false)
    || (match m.life.approval with | some a => !Nat.beq a.hash m.hash | none => false)
    || !box.settings.active

/-- Whether a message that is about to leave needs a person under the mailbox as it is now. -/
def mustWait (box : Mailbox) (m : Message) : Bool :=
  !Lifecycle.approvedByPerson m.life
    && (match ofSending box.settings.mode (covered box.settings.allowlist m.recipients) with
        | .allow => false | _ => true)

/-- The mail of one attempt, under the identity of the mailbox as it is now. -/
def copyOf (box : Mailbox) (key : Key) (now : Nat) (m : Message) : Copy :=
  { attempt := m.life.attempt, sender := m.sender, recipients := m.recipients, content := m.body.getD 0,
    claims := ⟨box.address, box.settings.mode, key, m.hash⟩, approval := m.life.approval, under := box,
    claimedAt := now }

/-- One attempt begins: weigh everything again, then claim. -/
def Cell.claim (c : Cell) (box : Mailbox) (suppressed : Address → Bool) (key : Key) (now : Nat) : Cell :=
  match c.message with
  | none => c
  | some m =>
    if flawed box m then c.advance m (Lifecycle.refuseBeforeSending m.life ⟨.system, now⟩)
    else if mustWait box m then c.advance m (Lifecycle.holdAgain m.life (now + box.settings.ttl) now)
    else if m.recipients.any suppressed then c.advance m (Lifecycle.refuseBeforeSending m.life ⟨.system, now⟩)
    else match Lifecycle.claim m.life box.settings.mode now with
      | .changed l => { c.advance m (.changed l) with flights := copyOf box key now m :: c.flights }
      | _ => c

/-- A process calls the transport with what it claimed. Test mail goes to the transport that only keeps. -/
def Cell.hand (c : Cell) (live : Bool) (attempt : Nat) (answer : Option Verdict) (took : Bool) : Cell :=
  match c.flights with
  | [] => c
  | f :: rest =>
    if !Nat.beq f.attempt attempt then c
    else
      let took := match answer with | some .accepted => true | some _ => false | none => took
      let answers := match answer with | some v => ⟨attempt, v⟩ :: c.answers | none => c.answers
      let c := { c with flights := rest, answers := answers }
      if live then { c with handed := f :: c.handed, accepted := if took then f :: c.accepted else c.accepted }
      else { c with kept := if took then f :: c.kept else c.kept }

/-- A process writes down what the transport answered, if it did. -/
def Cell.record (c : Cell) (m : Message) (attempt : Nat) (verdict : Verdict) (now : Nat) : Cell :=
  if !c.answers.any (fun a => Nat.beq a.attempt attempt && a.verdict == verdict) then c
  else c.advance m (match verdict with
    | .accepted => Lifecycle.accepted m.life attempt now
    | .refusedForNow => Lifecycle.refusedForNow m.life attempt now
    | .refusedForGood => Lifecycle.refusedForGood m.life attempt now)

def Cell.job (c : Cell) (box : Mailbox) (suppressed : Address → Bool) (key : Key) (now : Nat) : Job → Cell
  | .receive sender hash =>
    if key.live && box.settings.active then
      (c.create ⟨.inbound, sender, [box.address], hash, some hash,
        Lifecycle.received (holdsInbound box.settings.mode) now⟩).2
    else c
  | .claim => c.claim box suppressed key now
  | .hand attempt answer took => c.hand key.live attempt answer took
  | .crash => { c with flights := [] }
  | .release => match c.message with | none => c | some m => c.advance m (Lifecycle.release m.life now)
  | .record attempt verdict => match c.message with | none => c | some m => c.record m attempt verdict now
  | .evidence attempt => match c.message with | none => c | some m => c.advance m (Lifecycle.evidence m.life attempt now)
  | .doubt => match c.message with | none => c | some m => c.advance m (Lifecycle.doubt m.life now)
  | .expire => match c.message with | none => c | some m => c.advance m (Lifecycle.expire m.life now)
  | .askNotice => match c.message with | none => c | some m => c.advance m (Lifecycle.askNotice m.life now)
  | .noticed => match c.message with | none => c | some m => c.advance m (Lifecycle.noticed m.life now)
  | .copied => match c.message with | none => c | some m => c.advance m (Lifecycle.copied m.life now)
  | .tamper body => match c.message with | none => c | some m => { c with message := some { m with body := body } }

end MultiMail
