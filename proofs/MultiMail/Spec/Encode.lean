import MultiMail.Spec.Lifecycle

/-!
Numbers for comparing with Java: Java's test writes the same numbers from what its own code decides. A table is one
number, and a row is a fixed count of hexadecimal digits in it, the first row in the highest place.
-/

namespace MultiMail

namespace Encode

def bools : List Bool := [false, true]

def modes : List Mode := [.readOnly, .gatedAll, .gatedSend, .monitored, .autonomous]

def operations : List Operation :=
  [.sendEmail, .replyEmail, .editScheduledEmail, .checkInbox, .readEmail, .downloadAttachment, .getAttachmentUrl,
   .getThread, .getTags, .listSpam, .listContacts, .listThreads, .getMailbox, .listMailboxes, .whoAmI,
   .listAllowlist, .waitForEmail, .waitForDecision, .getAccount, .getUsage, .listPending, .tagEmail, .deleteTag,
   .reportSpam, .notSpam, .addContact, .deleteContact, .cancelMessage, .requestUpgrade, .applyUpgrade,
   .simulateInbound, .reportIssue, .decideEmail,
   .createMailbox, .configureMailbox, .deleteMailbox, .deleteEmail, .addAllowlistEntry, .removeAllowlistEntry,
   .updateAccount, .deleteAccount, .exportAccount, .createToken, .listTokens, .updateToken, .revokeToken,
   .createWebhook, .listWebhooks, .getWebhook, .updateWebhook, .rotateWebhookSecret, .testWebhook, .deleteWebhook,
   .listDeliveries, .redeliverWebhook, .listSuppression, .removeSuppression, .createDomain, .listDomains, .getDomain,
   .verifyDomain, .deleteDomain, .readAuditLog, .exportAuditLog, .billing]

def states : List MsgState :=
  [.pending, .scheduled, .queued, .sending, .sent, .unconfirmed, .failed, .rejected, .cancelled, .expired, .applied,
   .pendingInbound, .unread, .read]

/-- The scopes of a set that is written as five bits: read, send, oversight_read, oversight, admin from the lowest. -/
def scopesOf (bits : Nat) : Scopes :=
  ⟨bits.testBit 0, bits.testBit 1, bits.testBit 2, bits.testBit 3, bits.testBit 4⟩

def code : Code → Nat
  | .agentMayNotDecide => 0 | .insufficientScope => 1 | .notFound => 2 | .mailboxInactive => 3 | .modeReadOnly => 4
  | .sendingNeedsMailboxToken => 5 | .wrongState => 6 | .messageExpired => 7 | .contentChanged => 8
  | .limitReached => 9 | .recipientSuppressed => 10 | .approverRemoved => 11 | .linkInvalid => 12 | .idTaken => 13
  | .unauthorized => 14 | .invalidField => 15 | .codeInvalid => 48

def decision : Decision → Nat
  | .allow => 14
  | .hold => 15
  | .deny c => code c

def state : MsgState → Nat
  | .pending => 0 | .scheduled => 1 | .queued => 2 | .sending => 3 | .sent => 4 | .unconfirmed => 5 | .failed => 6
  | .rejected => 7 | .cancelled => 8 | .expired => 9 | .applied => 10 | .pendingInbound => 11 | .unread => 12
  | .read => 13

def mode : Mode → Nat
  | .readOnly => 0 | .gatedAll => 1 | .gatedSend => 2 | .monitored => 3 | .autonomous => 4

/-- Appends a row of so many hexadecimal digits. -/
def put (width : Nat) (table row : Nat) : Nat := table * 16 ^ width + row

/-- A time that may be absent, in 6 digits. -/
def time : Option Nat → Nat
  | none => 0
  | some t => t + 1

def approval : Option Approval → Nat
  | none => 0
  | some a => (match a.kind with | .person => 1 | .standing => 2) * 16 ^ 7 + a.hash * 16 ^ 6 + a.time

/-- A whole life in 52 hexadecimal digits. -/
def life (l : Life) : Nat :=
  let n := put 1 0 (state l.state)
  let n := put 2 n l.version
  let n := put 1 n l.attempt
  let n := put 6 n (time l.expiresAt)
  let n := put 6 n (time l.sendAt)
  let n := put 6 n (time l.wakeAt)
  let n := put 8 n (approval l.approval)
  let n := put 6 n (match l.ending with | none => 0 | some e => e.time + 1)
  let n := put 6 n (time l.handover)
  let n := put 1 n (match l.sendingMode with | none => 0 | some m => mode m + 1)
  let n := put 1 n l.noticesAsked
  put 8 n (time l.noticedAt)

/-- What became of a life: 2 digits that tell how, and 52 that tell the life or the state. -/
def step : Step → Nat
  | .changed l => 1 * 16 ^ 52 + life l
  | .settled s => 2 * 16 ^ 52 + state s
  | .refused c s => 3 * 16 ^ 52 + code c * 16 + state s

end Encode
end MultiMail
