import MultiMail.Spec.Encode
import MultiMail.Conformance.PolicyData

/-!
Java's policy and the Spec's agree on every decision there is: agents and account keys with each of the 32 sets of
scopes, and approvers, for each of the 27 operations and each of the 40 targets.
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

/-- Every decision of Java's `Policy.decide` is the Spec's. -/
theorem java_decides_as_the_spec_says : Encode.same (Encode.callers.map Encode.policyTable) Java.policy = true := by
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
