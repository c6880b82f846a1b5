"""Compares the locked dependencies with what is known of their weaknesses.

Run it from the top folder: uv run just audit
It asks a public database; where that cannot be reached it says so and fails, for silence is no proof.
"""

import shutil
import subprocess
import sys

AUDIT = "pip-audit==2.10.1"
SKIPPED = "could not be audited"
UNREACHED = ("ConnectionError", "Max retries", "timed out", "Failed to", "Temporary failure", "403")


def main() -> int:
    uv = shutil.which("uv")
    if uv is None:
        print("uv is not here: pip install uv")
        return 2
    words = ["run", "--no-project", "--with", AUDIT, "pip-audit", "--disable-pip"]
    done = subprocess.run(  # noqa: S603  # a fixed program, words of our own
        [uv, *words, "--require-hashes", "-r", "requirements.lock", "--progress-spinner", "off"],
        capture_output=True,
        text=True,
        check=False,
    )
    told = done.stdout + done.stderr
    skipped = told.count(SKIPPED)
    if skipped or (done.returncode and any(sign in told for sign in UNREACHED)):
        print(
            f"Not everything could be compared ({skipped or 'all'} left out): no proof of anything."
        )
        return 3
    print(told.strip())
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
