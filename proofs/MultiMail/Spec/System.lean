import MultiMail.Spec.Cell

/-!
The whole service as one state and one `step`. Whoever schedules the events is an adversary: any event can come at any
time, twice, late or never, and a process can die between any two of them.
-/

namespace MultiMail

/-- A credential: an agent's, for one mailbox's live or test traffic, or an account's key. -/
structure Token where
  agentOf : Option (Nat × Bool)
  scopes : Scopes
  revokedAt : Option Nat

structure TokenId where
  account : Nat
  id : Nat
  deriving DecidableEq

/-- One line of the audit log. -/
structure Record where
  time : Nat
  actor : Actor
  operation : Option Operation
  about : Key
  outcome : Option Code

/-- A code that was mailed to a mailbox's owner: whoever brings its text acts with the owner's word. -/
structure UpgradeCode where
  text : Nat
  /-- The modes that it leads between. -/
  before : Mode
  after : Mode
  expiresAt : Nat
  /-- How often a wrong text was brought. -/
  tries : Nat
  used : Bool
  /-- When codes of this mailbox were asked for within an hour, the latest first. -/
  asked : List Nat

/-- Whether this is the text, brought in time, once and not after too many wrong ones. -/
def UpgradeCode.redeemedBy (c : UpgradeCode) (text now : Nat) : Bool :=
  Nat.beq c.text text && !c.used && Nat.blt c.tries 5 && Nat.blt now c.expiresAt

structure State where
  now : Nat
  boxes : Nat → Option Mailbox
  addresses : Nat → Nat → Bool
  tokens : TokenId → Option Token
  suppressed : Nat → Address → Bool
  cells : Key → Cell
  /-- The latest code of each mailbox. -/
  codes : Nat → Option UpgradeCode
  audit : List Record

inductive Event where
  | tick (seconds : Nat)
  | call (token : TokenId) (cached : Bool) (key : Key) (command : Command)
  /-- A person presses a button behind a signed link that names them and this content. -/
  | link (person : Nat) (validUntil : Nat) (key : Key) (hash : Nat) (approves : Bool)
  | job (key : Key) (job : Job)
  | createMailbox (token : TokenId) (cached : Bool) (box : Nat) (address : Address) (settings : Settings)
  | configure (token : TokenId) (cached : Bool) (box : Nat) (settings : Settings)
  | createToken (token : TokenId) (cached : Bool) (id : Nat) (agentOf : Option (Nat × Bool)) (scopes : Scopes)
  | revokeToken (token : TokenId) (cached : Bool) (id : Nat)
  | bounce (account : Nat) (recipient : Address)
  /-- Somebody asks the owner for a looser mode; a code with this text is mailed to the owner. -/
  | requestUpgrade (token : TokenId) (cached : Bool) (box : Nat) (target : Mode) (text : Nat)
  /-- Somebody brings a text. -/
  | applyUpgrade (token : TokenId) (cached : Bool) (box : Nat) (text : Nat)

/-- How long an authorizer's answer may be kept, and so how long a revoked token may still work. -/
def cacheSeconds : Nat := 60

/-- A token works until it is revoked, and where the authorizer's answer is cached for a minute more. -/
def Token.works (t : Token) (cached : Bool) (now : Nat) : Bool :=
  match t.revokedAt with
  | none => true
  | some r => cached && Nat.blt now (r + cacheSeconds)

def State.credential (s : State) (id : TokenId) (cached : Bool) : Option Token :=
  match s.tokens id with
  | none => none
  | some t => if t.works cached s.now then some t else none

def Token.caller (t : Token) : Caller :=
  match t.agentOf with | some _ => .agent t.scopes | none => .key t.scopes

def Token.actor (t : Token) (id : TokenId) : Actor :=
  match t.agentOf with | some _ => .agent id.id | none => .key id.id

/-- Whether the cell is the caller's own: an agent's own lane, a key's own account. -/
def Token.owns (t : Token) (id : TokenId) (key : Key) (box : Mailbox) : Bool :=
  match t.agentOf with
  | some (b, live) => Nat.beq b key.box && live == key.live && Nat.beq box.account id.account
  | none => Nat.beq box.account id.account

def State.set (s : State) (key : Key) (c : Cell) : State :=
  { s with cells := fun k => if k = key then c else s.cells k }

def State.note (s : State) (actor : Actor) (op : Option Operation) (about : Key) (outcome : Option Code) : State :=
  { s with audit := ⟨s.now, actor, op, about, outcome⟩ :: s.audit }

def Reply.code : Reply → Option Code
  | .refused code => some code
  | _ => none

/-- All that an agent can be shown of its lane. -/
def State.lane (s : State) (who : Caller) (key : Key) : Nat → Option Message := fun id =>
  match (s.cells { key with id := id }).message with
  | some m => if visible who m then some m else none
  | none => none

/-- Whether a token may administer its account: an account key with `admin`, and no agent. -/
def Token.administers (t : Token) (op : Operation) (own : Bool) : Option Code :=
  match decide t.caller op ⟨own, true, .autonomous, false⟩ with
  | .allow => none
  | .deny code => some code
  | .hold => some .insufficientScope

/-- Whether a token may ask for a looser mode of a mailbox, or bring a code for it. -/
def Token.upgrades (t : Token) (id : TokenId) (op : Operation) (box : Nat) (row : Mailbox) : Option Code :=
  let own := match t.agentOf with
    | some (b, _) => Nat.beq b box && Nat.beq row.account id.account
    | none => Nat.beq row.account id.account
  match decide t.caller op ⟨own, true, .autonomous, false⟩ with
  | .allow => none
  | .deny code => some code
  | .hold => some .insufficientScope

/-- When codes were asked for within the last hour. -/
def askedLately (code : Option UpgradeCode) (now : Nat) : List Nat :=
  match code with
  | none => []
  | some c => c.asked.filter fun at' => Nat.blt now (at' + 3600)

def here (box : Nat) : Key := ⟨box, true, 0⟩

/-- One event happens. -/
def step (s : State) : Event → Reply × State
  | .tick seconds => (.nothing, { s with now := s.now + seconds })
  | .call id cached key command =>
    match s.credential id cached, s.boxes key.box with
    | none, _ => (.refused .unauthorized, s)
    | some t, none => (.refused .notFound, s.note (t.actor id) (some command.operation) key (some .notFound))
    | some t, some box =>
      let own := t.owns id key box
      let result := (s.cells key).call box (s.suppressed box.account) s.now t.caller (t.actor id) own t.scopes command
      let reply := match command, result.1 with
        | .look _, .nothing => .lane box (s.lane t.caller key)
        | _, r => r
      (reply, (s.set key result.2).note (t.actor id) (some command.operation) key reply.code)
  | .link person validUntil key hash approves =>
    match s.boxes key.box with
    | none => (.refused .linkInvalid, s)
    | some box =>
      let result := (s.cells key).link box s.now person validUntil hash approves
      (result.1, (s.set key result.2).note (.approver person) (some .decideEmail) key result.1.code)
  | .job key job =>
    match s.boxes key.box with
    | none => (.nothing, s)
    | some box =>
      (.nothing, (s.set key ((s.cells key).job box (s.suppressed box.account) key s.now job)).note .system none key none)
  | .createMailbox id cached box address settings =>
    match s.credential id cached with
    | none => (.refused .unauthorized, s)
    | some t =>
      match t.administers .createMailbox true, s.boxes box with
      | some code, _ => (.refused code, s.note (t.actor id) (some .createMailbox) (here box) (some code))
      | none, some _ => (.refused .idTaken, s.note (t.actor id) (some .createMailbox) (here box) (some .idTaken))
      | none, none =>
        if s.addresses address.name address.domain then
          (.refused .idTaken, s.note (t.actor id) (some .createMailbox) (here box) (some .idTaken))
        else (.nothing, { s with
          boxes := fun b => if b = box then some ⟨id.account, address, settings⟩ else s.boxes b,
          addresses := fun n d => (Nat.beq n address.name && Nat.beq d address.domain) || s.addresses n d
          }.note (t.actor id) (some .createMailbox) (here box) none)
  | .configure id cached box settings =>
    match s.credential id cached with
    | none => (.refused .unauthorized, s)
    | some t =>
      match s.boxes box with
      | none => (.refused .notFound, s.note (t.actor id) (some .configureMailbox) (here box) (some .notFound))
      | some old =>
        match t.administers .configureMailbox (Nat.beq old.account id.account) with
        | some code => (.refused code, s.note (t.actor id) (some .configureMailbox) (here box) (some code))
        | none => (.nothing, { s with
            boxes := fun b => if b = box then some { old with settings := settings } else s.boxes b
            }.note (t.actor id) (some .configureMailbox) (here box) none)
  | .createToken id cached new agentOf scopes =>
    match s.credential id cached with
    | none => (.refused .unauthorized, s)
    | some t =>
      match t.administers .createToken true, s.tokens (⟨id.account, new⟩ : TokenId) with
      | some code, _ => (.refused code, s.note (t.actor id) (some .createToken) (here 0) (some code))
      | none, some _ => (.refused .idTaken, s.note (t.actor id) (some .createToken) (here 0) (some .idTaken))
      | none, none =>
        if !scopes.compatible then
          (.refused .invalidField, s.note (t.actor id) (some .createToken) (here 0) (some .invalidField))
        else (.nothing, { s with
          tokens := fun k => if k = (⟨id.account, new⟩ : TokenId) then some ⟨agentOf, scopes, none⟩ else s.tokens k
          }.note (t.actor id) (some .createToken) (here 0) none)
  | .revokeToken id cached old =>
    match s.credential id cached with
    | none => (.refused .unauthorized, s)
    | some t =>
      match t.administers .revokeToken true, s.tokens (⟨id.account, old⟩ : TokenId) with
      | some code, _ => (.refused code, s.note (t.actor id) (some .revokeToken) (here 0) (some code))
      | none, none => (.refused .notFound, s.note (t.actor id) (some .revokeToken) (here 0) (some .notFound))
      | none, some o =>
        let revoked : Token := match o.revokedAt with | some _ => o | none => { o with revokedAt := some s.now }
        (.nothing, { s with tokens := fun k => if k = (⟨id.account, old⟩ : TokenId) then some revoked else s.tokens k
          }.note (t.actor id) (some .revokeToken) (here 0) none)
  | .bounce account recipient =>
    (.nothing, { s with suppressed := fun a r =>
      (Nat.beq a account && Nat.beq r.name recipient.name && Nat.beq r.domain recipient.domain) || s.suppressed a r
      }.note .system none (here 0) none)
  | .requestUpgrade id cached box target text =>
    match s.credential id cached, s.boxes box with
    | none, _ => (.refused .unauthorized, s)
    | some t, none => (.refused .notFound, s.note (t.actor id) (some .requestUpgrade) (here box) (some .notFound))
    | some t, some row =>
      match t.upgrades id .requestUpgrade box row with
      | some code => (.refused code, s.note (t.actor id) (some .requestUpgrade) (here box) (some code))
      | none =>
        if Nat.ble target.looseness row.settings.mode.looseness then
          (.refused .invalidField, s.note (t.actor id) (some .requestUpgrade) (here box) (some .invalidField))
        else if Nat.ble 3 (askedLately (s.codes box) s.now).length then
          (.refused .limitReached, s.note (t.actor id) (some .requestUpgrade) (here box) (some .limitReached))
        else (.nothing, { s with
          codes := fun b => if b = box then some ⟨text, row.settings.mode, target, s.now + 86400, 0, false,
            s.now :: askedLately (s.codes box) s.now⟩ else s.codes b
          }.note (t.actor id) (some .requestUpgrade) (here box) none)
  | .applyUpgrade id cached box text =>
    match s.credential id cached, s.boxes box with
    | none, _ => (.refused .unauthorized, s)
    | some t, none => (.refused .notFound, s.note (t.actor id) (some .applyUpgrade) (here box) (some .notFound))
    | some t, some row =>
      match t.upgrades id .applyUpgrade box row, s.codes box with
      | some code, _ => (.refused code, s.note (t.actor id) (some .applyUpgrade) (here box) (some code))
      | none, none => (.refused .notFound, s.note (t.actor id) (some .applyUpgrade) (here box) (some .notFound))
      | none, some c =>
        if !c.redeemedBy text s.now then
          (.refused .codeInvalid, { s with
            codes := fun b => if b = box then some { c with tries := c.tries + 1 } else s.codes b
            }.note (t.actor id) (some .applyUpgrade) (here box) (some .codeInvalid))
        else if !(c.before == row.settings.mode) then
          (.refused .codeInvalid, s.note (t.actor id) (some .applyUpgrade) (here box) (some .codeInvalid))
        else (.nothing, { s with
          boxes := fun b => if b = box then some { row with settings := { row.settings with mode := c.after } }
            else s.boxes b,
          codes := fun b => if b = box then some { c with used := true } else s.codes b
          }.note (t.actor id) (some .applyUpgrade) (here box) none)

/-- An installation begins with an owner's key for each account, and nothing else. -/
def State.start (owners : Nat → Nat) : State where
  now := 0
  boxes := fun _ => none
  addresses := fun _ _ => false
  tokens := fun id => if id.id = owners id.account then some ⟨none, ⟨false, false, false, false, true⟩, none⟩ else none
  suppressed := fun _ _ => false
  cells := fun _ => Cell.empty
  codes := fun _ => none
  audit := []

/-- The states that some sequence of events leads to. -/
inductive Reachable : State → Prop where
  | start (owners : Nat → Nat) : Reachable (State.start owners)
  | step (s : State) (e : Event) : Reachable s → Reachable (step s e).2

end MultiMail
