"""What the benches against peers share: where things lie, the virtual environment, hpm's side, tables."""

import json
import math
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent


def say(text):
    """Progress; only the table goes to standard output."""
    print(text, file=sys.stderr, flush=True)


def target():
    """Cargo's target folder."""
    command = ["cargo", "metadata", "--format-version", "1", "--no-deps", "--locked"]
    told = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return pathlib.Path(json.loads(told.stdout)["target_directory"])


def python(venv, packages):
    """The Python of a virtual environment that has these packages; made where there is none. A package
    whose module has another name is a pair of both."""
    pairs = [one if isinstance(one, tuple) else (one, one) for one in packages]
    modules, packages = [one[0] for one in pairs], [one[1] for one in pairs]
    binary = venv / "bin" / "python"
    if not binary.exists():
        say(f"making a virtual environment in {venv}")
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    missing = "import importlib.util as u, sys; sys.exit(any(not u.find_spec(n) for n in sys.argv[1:]))"
    if subprocess.run([binary, "-c", missing, *modules]).returncode:
        say(f"installing {', '.join(packages)}")
        # Where PyTorch offers builds for the CPU alone, they are a tenth of the size.
        index = ["--extra-index-url", "https://download.pytorch.org/whl/cpu"]
        pip = [binary, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *index]
        subprocess.run([*pip, *packages], check=True)
    return binary


def build(name, *what):
    """Has cargo build a program with the plain release profile; its path."""
    say(f"cargo {' '.join(what)}")
    command = ["cargo", *what, "--locked"]
    told = subprocess.run(
        [*command, "--message-format", "json-render-diagnostics"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    messages = [json.loads(line) for line in told.stdout.splitlines()]
    built = [one for one in messages if one.get("executable")]
    return next(one["executable"] for one in built if one["target"]["name"] == name)


class Side:
    """A process that answers each line with one line."""

    def __init__(self, command, env=None):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen([str(word) for word in command], env=env, **pipes)
        self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"stopped, status {self.process.wait()}: {self.process.args}")
        return line.strip()

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.answer()

    def processor_seconds(self):
        """Of all its threads; `None` where the system does not tell."""
        try:
            tasks = pathlib.Path(f"/proc/{self.process.pid}/task").iterdir()
            return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
        except (OSError, ValueError, IndexError):
            return None

    def peak_megabytes(self):
        """Of resident memory; `None` where the system does not tell."""
        try:
            lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
            return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
        except (OSError, StopIteration):
            return None

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def geometric_mean(values):
    return math.exp(statistics.fmean(map(math.log, values)))


def figure(value, digits=3):
    """That many significant digits, no exponent."""
    if value is None:
        return "-"
    places = digits - 1 - math.floor(math.log10(abs(value))) if value else 0
    return f"{value:.{max(places, 0)}f}"


def table(head, rows):
    """Columns as wide as they need; the first to the left, the others to the right."""
    rows = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "─" * max(map(len, lines)))
    return "\n".join(lines)
