import MultiMail.Spec.Encode
import MultiMail.Conformance.PolicyData

/-!
Java's policy and the Spec's agree on every decision there is: agents and account keys with each of the 32 sets of
scopes, and approvers, for each of the 63 operations and each of the 40 targets.
-/

namespace MultiMail
namespace Encode

/-- Own or not, active or not, the five modes, covered by the allowlist or not: the last changes fastest. -/
def targets : List Target :=
  bools.flatMap fun own => bools.flatMap fun active => modes.flatMap fun m => bools.map fun standing =>
    ⟨own, active, m, standing⟩

/-- One caller's decisions about one operation. -/
def policyRows (who : Caller) (op : Operation) : Nat :=
  targets.foldl (fun table t => put 1 table (decision (decide who op t))) 0

/-- One caller's decisions, 40 for each operation. -/
def policyTable (who : Caller) : Nat :=
  operations.foldl (fun table op => put 40 table (policyRows who op)) 0

/-- The same step of the table, for each operation by the first of those that are of its kind and ask for its scopes:
the kernel then looks at each such group once and not at each operation. -/
def group (who : Caller) (table : Nat) : Operation → Nat
  | .sendEmail | .replyEmail | .editScheduledEmail =>
    put 40 table (policyRows who .sendEmail)
  | .checkInbox | .getThread | .getTags | .listSpam | .listContacts | .listThreads | .getMailbox
  | .listMailboxes | .listAllowlist | .waitForEmail | .getAccount | .getUsage =>
    put 40 table (policyRows who .checkInbox)
  | .readEmail | .downloadAttachment | .getAttachmentUrl | .waitForDecision =>
    put 40 table (policyRows who .readEmail)
  | .listPending =>
    put 40 table (policyRows who .listPending)
  | .whoAmI | .reportIssue =>
    put 40 table (policyRows who .whoAmI)
  | .tagEmail | .deleteTag | .reportSpam | .notSpam | .addContact | .deleteContact =>
    put 40 table (policyRows who .tagEmail)
  | .cancelMessage =>
    put 40 table (policyRows who .cancelMessage)
  | .requestUpgrade | .applyUpgrade | .simulateInbound =>
    put 40 table (policyRows who .requestUpgrade)
  | .decideEmail =>
    put 40 table (policyRows who .decideEmail)
  | .createMailbox | .configureMailbox | .deleteMailbox | .deleteEmail | .addAllowlistEntry | .removeAllowlistEntry
  | .updateAccount | .deleteAccount | .exportAccount | .createToken | .listTokens | .updateToken | .revokeToken
  | .createWebhook | .listWebhooks | .getWebhook | .updateWebhook | .rotateWebhookSecret | .testWebhook | .deleteWebhook
  | .listDeliveries | .redeliverWebhook | .listSuppression | .removeSuppression | .createDomain | .listDomains
  | .getDomain | .verifyDomain | .deleteDomain | .readAuditLog | .exportAuditLog | .billing =>
    put 40 table (policyRows who .createMailbox)

/-- The same table, by groups. -/
def groupedTable (who : Caller) : Nat := operations.foldl (group who) 0

def callers : List Caller :=
  (List.range 32).map (fun bits => .agent (scopesOf bits)) ++ (List.range 32).map (fun bits => .key (scopesOf bits))
    ++ [.approver]

/-- Whether two lists of numbers are the same. -/
def same : List Nat → List Nat → Bool
  | [], [] => true
  | a :: as, b :: bs => Nat.beq a b && same as bs
  | _, _ => false

/-- What a mode makes of sending without and with a standing approval, of mail that comes in, and of copies. -/
def modeTable : Nat :=
  modes.foldl (fun table m =>
    put 1 (put 1 (put 1 (put 1 table (decision (ofSending m false))) (decision (ofSending m true)))
      (holdsInbound m).toNat) (copiesToApprovers m).toNat) 0

/-- Which sets of scopes one credential may hold. -/
def compatibleTable : Nat :=
  (List.range 32).foldl (fun table bits => put 1 table (scopesOf bits).compatible.toNat) 0

/-- Which single scopes each set of scopes stands for. -/
def grantedTable : Nat :=
  (List.range 32).foldl (fun table held =>
    [1, 2, 4, 8, 16].foldl (fun table asked => put 1 table ((scopesOf held).grants (scopesOf asked)).toNat) table) 0

end Encode

/-- Operations that are decided alike have the same rows. -/
theorem decided_alike_means_the_same_rows (who : Caller) (a b : Operation) (alike : ∀ t, decide who a t = decide who b t) :
    Encode.policyRows who a = Encode.policyRows who b := by
  unfold Encode.policyRows
  simp only [alike]

/-- Each step by groups is the step by operations. -/
theorem a_step_by_groups_is_the_step (who : Caller) (table : Nat) (op : Operation) :
    Encode.group who table op = Encode.put 40 table (Encode.policyRows who op) := by
  cases op <;> exact congrArg (Encode.put 40 table)
    (decided_alike_means_the_same_rows who _ _ (fun t => by cases who <;> rfl))

/-- The table by groups is the table by operations. -/
theorem the_table_by_groups_is_the_table (who : Caller) : Encode.groupedTable who = Encode.policyTable who := by
  have each : Encode.group who = fun table op => Encode.put 40 table (Encode.policyRows who op) :=
    funext fun table => funext fun op => a_step_by_groups_is_the_step who table op
  unfold Encode.groupedTable Encode.policyTable
  rw [each]

/-- Every decision of Java's `Policy.decide` is the Spec's. -/
theorem java_decides_as_the_spec_says : Encode.same (Encode.callers.map Encode.policyTable) Java.policy = true := by
  have each : Encode.policyTable = Encode.groupedTable := funext fun who => (the_table_by_groups_is_the_table who).symm
  rw [each]
  decide +kernel

/-- Java's `Policy.ofSending`, `holdsInbound` and `copiesToApprovers` are the Spec's in every mode. -/
theorem java_weighs_modes_as_the_spec_says : Nat.beq Encode.modeTable Java.modes = true := by
  decide +kernel

/-- Java's `Scope.compatible` is the Spec's for every set of scopes. -/
theorem java_mixes_scopes_as_the_spec_says : Nat.beq Encode.compatibleTable Java.compatible = true := by
  decide +kernel

/-- Java's `Scope.grantedBy` is the Spec's for every set of scopes and every scope. -/
theorem java_implies_scopes_as_the_spec_says : Nat.beq Encode.grantedTable Java.granted = true := by
  decide +kernel

end MultiMail
