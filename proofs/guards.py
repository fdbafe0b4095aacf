"""The guards that mutate.py takes out, one at a time: file, the exact text, what stands there instead, and the loss."""

from typing import NamedTuple

CORE = "shared-core/src/main/java/dev/multimail/"
FUNCTIONS = "functions/src/main/java/dev/multimail/functions/"
SPEC = "proofs/MultiMail/Spec/"


class Guard(NamedTuple):
    file: str
    text: str
    instead: str
    sentence: str


POLICY = CORE + "policy/Policy.java"
SCOPE = CORE + "policy/Scope.java"
LIFE = CORE + "message/Lifecycle.java"
ATTEMPT = FUNCTIONS + "pipeline/Attempt.java"
DECIDING = FUNCTIONS + "oversight/Deciding.java"
SUBMIT = FUNCTIONS + "outbound/Submit.java"
TARGETS = FUNCTIONS + "lookup/Targets.java"
VISIT = FUNCTIONS + "approval/Visit.java"

TABLES = [
    Guard(POLICY, "operation.kind() == Operation.Kind.DECIDE) {", "false) {", "an agent is not told that it may not decide"),
    Guard(POLICY, "AGENT_SCOPES.contains(scope) && agent", "agent", "an agent's token may hold more than read and send"),
    Guard(POLICY, "if (!target.own()) {", "if (false) {", "an agent reaches other mailboxes"),
    Guard(POLICY, "if (!target.active()) {", "if (false) {", "an inactive mailbox acts"),
    Guard(POLICY, "case READ_ONLY -> new Deny(ErrorCode.MODE_READ_ONLY);", "case READ_ONLY -> new Hold();", "read_only sends"),
    Guard(POLICY, "case GATED_ALL -> new Hold();", "case GATED_ALL -> new Allow();", "gated_all holds nothing"),
    Guard(POLICY, "standingApproval ? new Allow() : new Hold()", "new Allow()", "gated_send holds nothing"),
    Guard(POLICY, "== OversightMode.GATED_ALL ? new Hold()", "== null ? new Hold()", "actions are not held under gated_all"),
    Guard(POLICY, "return mode == OversightMode.GATED_ALL;", "return false;", "mail that comes in is not held"),
    Guard(POLICY, "return mode == OversightMode.MONITORED;", "return false;", "monitored mail is not copied"),
    Guard(POLICY, "operation.kind() == Operation.Kind.SEND) {", "false) {", "a key that sends is not told why not"),
    Guard(POLICY, "operation.kind() != Operation.Kind.DECIDE) {", "false) {", "an approver does more than decide"),
    Guard(SCOPE, "(this != SEND && held.contains(ADMIN))", "held.contains(ADMIN)", "admin implies send"),
    Guard(SCOPE, "held.contains(this) ||", "held.contains(this) || held.contains(READ) ||", "read implies everything"),
    Guard(SCOPE, "(scopes.contains(OVERSIGHT) || scopes.contains(ADMIN))", "scopes.contains(ADMIN)", "one key sends and decides"),
    Guard(SCOPE, "(scopes.contains(OVERSIGHT) || scopes.contains(ADMIN))", "scopes.contains(OVERSIGHT)", "one key sends and administers"),
    Guard(LIFE, "if (!approval.contentHash().equals(contentHash)) {", "if (false) {", "an approval is for any content"),
    Guard(LIFE, "if (!life.state().waitsForPerson()) {\n            ErrorCode", "if (false) {\n            ErrorCode", "what does not wait is decided"),
    Guard(LIFE, "return overdue(life, now) ? new Refused", "return false ? new Refused", "what is overdue is decided"),
    Guard(LIFE, "overdue(life, ending.at())", "false", "what is overdue is cancelled"),
    Guard(LIFE, "!now.isBefore(life.expiresAt())", "now.isAfter(life.expiresAt())", "the second of the expiry still counts"),
    Guard(LIFE, "if (life.state() != MessageState.PENDING || !overdue(life, now)) {", "if (!overdue(life, now)) {", "what was decided expires"),
    Guard(LIFE, "|| now.isBefore(life.sendAt())", "", "a scheduled message leaves early"),
    Guard(LIFE, "return life.state() == MessageState.QUEUED\n                ? new Changed(life.withMode(mode)", "return life.state() != MessageState.PENDING\n                ? new Changed(life.withMode(mode)", "a claim needs no queued message"),
    Guard(LIFE, "life.withMode(mode).to", "life.to", "the mode of the claim is forgotten"),
    Guard(LIFE, "&& !life.approvedByPerson()\n                ? new Changed(life.withApproval(null)", "\n                ? new Changed(life.withApproval(null)", "a person's approval is taken back"),
    Guard(LIFE, "life.withApproval(null)\n", "life\n", "the standing approval survives being held again"),
    Guard(LIFE, "return underWay(life, attempt) ? new Changed(sent(life, handover))", "return true ? new Changed(sent(life, handover))", "any attempt's acceptance counts"),
    Guard(LIFE, "if (attempt >= MAX_ATTEMPTS) {", "if (false) {", "it is tried for ever"),
    Guard(LIFE, ".withAttempt(attempt + 1)", "", "attempts are not counted"),
    Guard(LIFE, "life.state() == MessageState.SENDING && life.attempt() == attempt", "life.state() == MessageState.SENDING", "an old attempt's answer counts"),
    Guard(LIFE, "wakeAt != null && !wakeAt.isAfter(now)", "wakeAt != null", "doubt comes before the lease ends"),
    Guard(LIFE, "attempt < life.attempt() : attempt", "true : attempt", "evidence of an attempt that was not made"),
    Guard(LIFE, "return life.noticesAsked() >= MAX_NOTICES", "return false", "notices without end"),
    Guard(LIFE, "if (life.noticedAt() != null || !life", "if (!life", "approvers count as told twice"),
    Guard(LIFE, "return life.state() == MessageState.UNREAD", "return life.state() != MessageState.READ", "reading changes what is not unread"),
]

TRACES = [
    Guard(ATTEMPT, "if (mustWait(message, mailbox, matter)) {", "if (false) {", "a tightened mode does not count"),
    Guard(ATTEMPT, "return read.mailbox().active() ? null : \"the mailbox is not active\";", "return null;", "an inactive mailbox sends"),
    Guard(ATTEMPT, "if (!ContentHash.ofMail(matter.envelope(), raw).equals(read.message().contentHash())) {", "if (false) {", "changed content leaves"),
    Guard(DECIDING, "refused.code() == ErrorCode.MESSAGE_EXPIRED) {", "false) {", "who comes too late does not write it down"),
    Guard(DECIDING, "&& approval.by().equals(by)", "", "anybody's second approval is the first"),
    Guard(SUBMIT, "filter(pattern -> neededOne)", "filter(pattern -> true)", "a standing approval where none was needed"),
    Guard(SUBMIT, "if (!sending.suppressed().isEmpty()) {", "if (false) {", "mail to somebody who bounced"),
    Guard(TARGETS, "case Principal.Key key -> Scope.READ.grantedBy(key.scopes()) || message.wasHeld();", "case Principal.Key key -> true;", "an overseer sees everything"),
    Guard(VISIT, "if (!approver) {", "if (false) {", "a removed approver decides"),
    Guard(VISIT, "opened instanceof ApprovalLink.Opened.Expired && open(read.message(), now)", "false", "an old link decides"),
]

MODEL = [
    Guard(SPEC + "Policy.lean", "else if !t.own then .deny .notFound\n", "", "an agent reaches other mailboxes"),
    Guard(SPEC + "Lifecycle.lean", "if !Nat.beq a.hash hash then .refused .contentChanged l.state\n    else", "if false then .refused .contentChanged l.state\n    else", "an approval is for any content"),
    Guard(SPEC + "Cell.lean", "if !Nat.beq hash m.hash then (.refused .contentChanged, c)\n    else ", "", "a link is for any content"),
    Guard(SPEC + "Cell.lean", "else if mustWait box m then c.advance m (Lifecycle.holdAgain m.life (now + box.settings.ttl) now)\n    ", "", "a tightened mode does not count"),
    Guard(SPEC + "Cell.lean", "else if !box.settings.approvers.contains person then (.refused .approverRemoved, c)\n    ", "", "a removed approver decides"),
    Guard(SPEC + "Cell.lean", "else if m.recipients.any suppressed then c.advance m (Lifecycle.refuseBeforeSending m.life ⟨.system, now⟩)\n    ", "", "mail to somebody who bounced"),
    Guard(SPEC + "Cell.lean", "\n    || !box.settings.active", "", "an inactive mailbox sends"),
    Guard(SPEC + "Cell.lean", "  | .crash => { c with flights := [] }", "  | .crash => c", "a dead process goes on"),
]
