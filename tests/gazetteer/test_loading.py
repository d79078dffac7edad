"""What loading the gazetteer costs, in a process of its own: seconds of CPU, and memory."""

from __future__ import annotations

import json
import subprocess
import sys

COST = """
import json, time
start = time.process_time()
from quidnunc.gazetteer import load
gazetteer = load()
len(gazetteer.index), gazetteer.version, gazetteer.terms_by_body, gazetteer.terms_by_person, gazetteer.surnames
seconds = time.process_time() - start
try:
    pages = int(open("/proc/self/statm").read().split()[1])
    megabytes = pages * 4096 / 1e6
except OSError:
    megabytes = 0.0
print(json.dumps([seconds, megabytes]))
"""


def test_ready_in_a_second_and_a_quarter_of_a_gigabyte() -> None:
    costs = [
        json.loads(subprocess.run([sys.executable, "-c", COST], check=True, capture_output=True, text=True).stdout)
        for _ in range(3)
    ]
    assert min(seconds for seconds, _ in costs) <= 1.0
    assert max(megabytes for _, megabytes in costs) <= 250
