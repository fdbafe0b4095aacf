/-!
The seals of the audit log, as `dev.multimail.audit.SealChain` in Java makes and verifies them: the records are sealed
batch by batch, each seal counts its place and its records, holds the digest of its records and that of the seal before,
and is signed.
-/

namespace MultiMail

structure Seal where
  /-- Its place in the chain, from 1. -/
  number : Nat
  /-- The digest of the seal before; of the first, 0. -/
  before : Nat
  /-- How many records it seals. -/
  count : Nat
  /-- The digest of its records. -/
  records : Nat
  deriving DecidableEq

/-- A batch of records with the seal that stands under it in an export. -/
structure Sealed (α : Type) where
  batch : List α
  stamp : Seal

/-- How batches and seals are hashed. -/
structure Digests (α : Type) where
  ofBatch : List α → Nat
  ofSeal : Seal → Nat

/-- What is assumed of SHA-256: nobody finds two batches or two seals with one digest, nor a seal with the digest that
the first seal names. -/
structure Digests.CollisionFree {α : Type} (d : Digests α) : Prop where
  batches : ∀ a b, d.ofBatch a = d.ofBatch b → a = b
  seals : ∀ a b, d.ofSeal a = d.ofSeal b → a = b
  first : ∀ s, d.ofSeal s ≠ 0

def sealOf {α : Type} (d : Digests α) (number before : Nat) (batch : List α) : Seal :=
  ⟨number, before, batch.length, d.ofBatch batch⟩

/-- What the sealer makes of batches of records. -/
def sealAll {α : Type} (d : Digests α) : Nat → Nat → List (List α) → List (Sealed α)
  | _, _, [] => []
  | number, before, batch :: rest =>
    ⟨batch, sealOf d number before batch⟩
      :: sealAll d (number + 1) (d.ofSeal (sealOf d number before batch)) rest

/-- The sealed log of an account. -/
def sealedLog {α : Type} (d : Digests α) (log : List (List α)) : List (Sealed α) := sealAll d 1 0 log

/-- Whether each seal is signed, and the very seal of its place, of the seal before and of its records. -/
def verifies {α : Type} (d : Digests α) (signed : Seal → Bool) : Nat → Nat → List (Sealed α) → Bool
  | _, _, [] => true
  | number, before, x :: rest =>
    x.stamp == sealOf d number before x.batch && signed x.stamp
      && verifies d signed (number + 1) (d.ofSeal x.stamp) rest

/-- Whether an export is in order, as far as it goes. -/
def accepts {α : Type} (d : Digests α) (signed : Seal → Bool) (exported : List (Sealed α)) : Bool :=
  verifies d signed 1 0 exported

/-- The digest of the latest seal, after one with the digest `before`. -/
def latest {α : Type} (d : Digests α) : Nat → List (Sealed α) → Nat
  | before, [] => before
  | _, x :: rest => latest d (d.ofSeal x.stamp) rest

/-- The records of an export, in order. -/
def recordsOf {α : Type} (exported : List (Sealed α)) : List α := exported.flatMap fun x => x.batch

end MultiMail
