/-!
Who may do what: the same rules as `dev.multimail.policy` in Java, as definitions that can be evaluated.
`Conformance/PolicyCheck.lean` compares every decision of the two.
-/

namespace MultiMail

/-- How closely people watch a mailbox, from the closest to the loosest. -/
inductive Mode where
  | readOnly | gatedAll | gatedSend | monitored | autonomous
  deriving DecidableEq

/-- How loose a mode is. -/
def Mode.looseness : Mode → Nat
  | .readOnly => 0 | .gatedAll => 1 | .gatedSend => 2 | .monitored => 3 | .autonomous => 4

/-- A set of scopes: what a credential may do, or of what an operation asks one. -/
structure Scopes where
  read : Bool
  send : Bool
  oversightRead : Bool
  oversight : Bool
  admin : Bool

/-- What kind of act an operation is; the mode speaks of kinds, not of operations. -/
inductive Kind where
  | read | send | action | withdraw | upgrade | aside | decide | administer
  deriving DecidableEq

/-- Every operation of the API, in the order of the Java enum. -/
inductive Operation where
  | sendEmail | replyEmail | editScheduledEmail | checkInbox | readEmail | downloadAttachment | getAttachmentUrl
  | getThread | getTags | listSpam | listContacts | listThreads | getMailbox | listMailboxes | whoAmI
  | listAllowlist | waitForEmail | waitForDecision | getAccount | getUsage | listPending | tagEmail | deleteTag | reportSpam
  | notSpam | addContact | deleteContact | cancelMessage | requestUpgrade | applyUpgrade | simulateInbound
  | reportIssue | decideEmail
  | createMailbox | configureMailbox | deleteMailbox | deleteEmail | addAllowlistEntry | removeAllowlistEntry
  | updateAccount | deleteAccount | exportAccount | createToken | listTokens | updateToken | revokeToken
  | createWebhook | listWebhooks | getWebhook | updateWebhook | rotateWebhookSecret | testWebhook | deleteWebhook
  | listDeliveries | redeliverWebhook | listSuppression | removeSuppression | createDomain | listDomains | getDomain
  | verifyDomain | deleteDomain | readAuditLog | exportAuditLog | billing
  deriving DecidableEq

def Operation.kind : Operation → Kind
  | .sendEmail | .replyEmail | .editScheduledEmail => .send
  | .checkInbox | .readEmail | .downloadAttachment | .getAttachmentUrl | .getThread | .getTags | .listSpam
  | .listContacts | .listThreads | .getMailbox | .listMailboxes | .whoAmI | .listAllowlist | .waitForEmail
  | .waitForDecision | .getAccount | .getUsage | .listPending => .read
  | .tagEmail | .deleteTag | .reportSpam | .notSpam | .addContact | .deleteContact => .action
  | .cancelMessage => .withdraw
  | .requestUpgrade | .applyUpgrade => .upgrade
  | .simulateInbound | .reportIssue => .aside
  | .decideEmail => .decide
  | .createMailbox | .configureMailbox | .deleteMailbox | .deleteEmail | .addAllowlistEntry | .removeAllowlistEntry
  | .updateAccount | .deleteAccount | .exportAccount | .createToken | .listTokens | .updateToken | .revokeToken
  | .createWebhook | .listWebhooks | .getWebhook | .updateWebhook | .rotateWebhookSecret | .testWebhook | .deleteWebhook
  | .listDeliveries | .redeliverWebhook | .listSuppression | .removeSuppression | .createDomain | .listDomains
  | .getDomain | .verifyDomain | .deleteDomain | .readAuditLog | .exportAuditLog | .billing => .administer

/-- The scopes of which a caller needs one. -/
def Operation.asks : Operation → Scopes
  | .sendEmail | .replyEmail | .editScheduledEmail =>
    ⟨false, true, false, false, false⟩
  | .checkInbox | .getThread | .getTags | .listSpam | .listContacts | .listThreads | .getMailbox | .listMailboxes
  | .listAllowlist | .waitForEmail | .getAccount | .getUsage =>
    ⟨true, false, false, false, false⟩
  -- An overseer reads what it decides about.
  | .readEmail | .downloadAttachment | .getAttachmentUrl | .waitForDecision =>
    ⟨true, false, false, true, false⟩
  | .listPending =>
    ⟨true, false, true, true, false⟩
  -- Whoever holds a token may ask whose it is, and say that something is wrong.
  | .whoAmI | .reportIssue =>
    ⟨true, true, true, true, true⟩
  | .tagEmail | .deleteTag | .reportSpam | .notSpam | .addContact | .deleteContact | .cancelMessage
  | .requestUpgrade | .applyUpgrade | .simulateInbound =>
    ⟨false, true, false, false, true⟩
  | .decideEmail =>
    ⟨false, false, false, true, false⟩
  | .createMailbox | .configureMailbox | .deleteMailbox | .deleteEmail | .addAllowlistEntry | .removeAllowlistEntry
  | .updateAccount | .deleteAccount | .exportAccount | .createToken | .listTokens | .updateToken | .revokeToken
  | .createWebhook | .listWebhooks | .getWebhook | .updateWebhook | .rotateWebhookSecret | .testWebhook | .deleteWebhook
  | .listDeliveries | .redeliverWebhook | .listSuppression | .removeSuppression | .createDomain | .listDomains
  | .getDomain | .verifyDomain | .deleteDomain | .readAuditLog | .exportAuditLog | .billing =>
    ⟨false, false, false, false, true⟩

/-- An account key holds one of the scopes asked for; `admin` stands for each of them but `send`. -/
def Scopes.grants (held asked : Scopes) : Bool :=
  (asked.read && (held.read || held.admin)) || (asked.send && held.send)
    || (asked.oversightRead && (held.oversightRead || held.admin))
    || (asked.oversight && (held.oversight || held.admin)) || (asked.admin && held.admin)

/-- An agent's token holds one of the scopes asked for; only `read` and `send` count for an agent. -/
def Scopes.agentGrants (held asked : Scopes) : Bool :=
  (asked.read && held.read) || (asked.send && held.send)

/-- Whether one credential may hold these scopes: none both sends and decides, or administers. -/
def Scopes.compatible (s : Scopes) : Bool := !(s.send && (s.oversight || s.admin))

/-- Who calls: an agent by its mailbox's token, somebody by an account key, or a person by a signed link. -/
inductive Caller where
  | agent (scopes : Scopes)
  | key (scopes : Scopes)
  | approver

/-- What an operation is about, as far as the policy needs to know. -/
structure Target where
  own : Bool
  active : Bool
  mode : Mode
  /-- Whether the owner's allowlist covers every recipient. -/
  standing : Bool

/-- Why something is refused. -/
inductive Code where
  | agentMayNotDecide | insufficientScope | notFound | mailboxInactive | modeReadOnly | sendingNeedsMailboxToken
  | recipientSuppressed | wrongState | messageExpired | contentChanged | approverRemoved | linkInvalid | limitReached
  | idTaken | unauthorized | invalidField | codeInvalid
  deriving DecidableEq

inductive Decision where
  | allow | hold | deny (code : Code)
  deriving DecidableEq

/-- What becomes of a message under a mode: the same rule when it is sent and when it is about to leave. -/
def ofSending (mode : Mode) (standing : Bool) : Decision :=
  match mode with
  | .readOnly => .deny .modeReadOnly
  | .gatedAll => .hold
  | .gatedSend => if standing then .allow else .hold
  | .monitored | .autonomous => .allow

/-- Whether mail that comes in waits for a person before the agent sees it. -/
def holdsInbound (mode : Mode) : Bool := match mode with | .gatedAll => true | _ => false

/-- Whether people get a copy of what a mailbox sends. -/
def copiesToApprovers (mode : Mode) : Bool := match mode with | .monitored => true | _ => false

/-- The one decision: who may do what to which mailbox under which oversight mode. -/
def decide : Caller → Operation → Target → Decision
  | .agent scopes, op, t =>
    match op.kind with
    | .decide => .deny .agentMayNotDecide
    | kind =>
      if !scopes.agentGrants op.asks then .deny .insufficientScope
      else if !t.own then .deny .notFound
      else if !t.active then .deny .mailboxInactive
      else match kind with
        | .read | .withdraw | .upgrade | .aside => .allow
        | .send => ofSending t.mode t.standing
        | .action => match t.mode with | .gatedAll => .hold | _ => .allow
        | .decide => .deny .agentMayNotDecide
        | .administer => .deny .insufficientScope
  | .key scopes, op, t =>
    match op.kind with
    | .send => .deny .sendingNeedsMailboxToken
    | _ =>
      if !scopes.grants op.asks then .deny .insufficientScope
      else if t.own then .allow else .deny .notFound
  | .approver, op, t =>
    match op.kind with
    | .decide => if t.own then .allow else .deny .notFound
    | _ => .deny .insufficientScope

end MultiMail
