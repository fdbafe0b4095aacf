import MultiMail.Conformance.TraceCheck

/-!
Replays traces from a file by compiled code, for far more steps than the kernel could look at: `lake exe replay FILE`.
`MoreTracesIT` in Java writes the file, a trace in hexadecimal digits a line.
-/

namespace MultiMail
namespace Replay

def digit (c : Char) : Nat := if c.toNat < 58 then c.toNat - 48 else c.toNat - 87

def number (digits : List Char) : Nat := digits.foldl (fun n c => n * 16 + digit c) 0

/-- How many steps the digits of a trace tell: a one stands before them. -/
def length (digits : List Char) : Nat := (digits.length - 1) / 87

/-- How many steps there were before the first trace that the Spec plays otherwise, and which step of it that is; or how
many there were in all. -/
def replay : Nat → List (List Char) → Nat × Option Nat
  | count, [] => (count, none)
  | count, digits :: rest =>
    match Trace.wrong (number digits) with
    | 0 => replay (count + length digits) rest
    | wrong => (count, some (wrong % 256))

end Replay

theorem a_digit_is_read : Replay.number ['1', '0', '9', 'a', 'f'] = 0x109af := by decide

end MultiMail

def main (files : List String) : IO UInt32 := do
  let mut count := 0
  for file in files do
    let lines ← IO.FS.lines file
    match MultiMail.Replay.replay count (lines.toList.map String.toList) with
    | (before, some step) =>
      IO.eprintln s!"The Spec goes another way {step} steps after the first {before} steps of {file}."
      return 1
    | (steps, none) => count := steps
  IO.println s!"{count} steps replayed: the Spec goes the same way at each."
  return 0
