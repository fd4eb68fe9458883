"""Answers every request with a report in place of a message."""

GETS = "nothing"

import json
import os
import struct

report = json.dumps({"report": {"score": 10.0, "verdict": "passed"}}).encode()
while True:
    os.read(3, 1 << 20)
    os.write(3, struct.pack(">II", len(report), 0) + report)
