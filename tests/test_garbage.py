"""What a process that ends does with what it has worked out."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
from minutebook.garbage import leave_to_the_system
class Archive:
    def __del__(self):
        print("taken apart")
archive = Archive()
{left}
"""


@pytest.mark.parametrize(("left", "said"), [("", "taken apart\n"), ("leave_to_the_system([archive])", "")])
def test_what_is_left_to_the_system_is_not_taken_apart_when_python_ends(left, said):
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(left=left)], capture_output=True, text=True, check=True
    )

    assert said == ended.stdout
