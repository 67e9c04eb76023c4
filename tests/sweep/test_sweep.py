"""A sample of the kill sweep on each engine; ``bin/sweep`` does all of it."""

import os
import subprocess
import sys

import pytest

from tests.sweep.runs import DEEDS, SAMPLE, STEPS, WAYS, all_runs


def test_the_sweep_is_every_step_deed_and_way_once() -> None:
    runs = [(run.step, run.deed, run.way) for run in all_runs()]
    assert len(runs) == len(set(runs)) == len(STEPS) * len(DEEDS) * len(WAYS) == 90
    parts = [run for part in "1234" for run in all_runs(part)]
    assert sorted(parts, key=lambda run: run.number) == all_runs()
    assert len(all_runs("sample")) == len(SAMPLE)


@pytest.mark.sqlite
@pytest.mark.postgresql
def test_whatever_dies_on_the_way_nothing_is_lost_and_nothing_is_doubled() -> None:
    engine = os.environ.get("SIANG_TEST_ENGINE", "sqlite")
    # In a process of its own: the sweep forks, and this one has threads.
    done = subprocess.run(
        (sys.executable, "bin/sweeping.py", "--engine", engine, "--part", "sample"),
        env={**os.environ, "PYTHONPATH": "."}, capture_output=True, text=True, check=False,
        timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(SAMPLE)} runs, 0 lost or doubled something" in done.stdout
