"""Kills the intake at each of its steps and looks whether anything was lost or doubled."""

import argparse
import sys
import time

from tests.sweep.runs import PARTS, Outcome, all_runs, sweep

ENGINES = ("sqlite", "postgresql")


def main() -> int:
    """Every run that was asked for, a line each; 1 if anything was wrong."""
    asked = arguments()
    began, outcomes = time.monotonic(), []
    for engine in asked.engine or ENGINES:
        for outcome in sweep(engine, all_runs(asked.part)):
            outcomes.append(outcome)
            tell(engine, outcome)
    wrong = sum(bool(outcome.wrong) for outcome in outcomes)
    took = time.monotonic() - began
    print(f"\n{len(outcomes)} runs, {wrong} lost or doubled something, {took:.0f} s")
    return 1 if wrong or not outcomes else 0


def arguments() -> argparse.Namespace:
    """Which engines, and which part of the runs."""
    parser = argparse.ArgumentParser(prog="bin/sweep", description=__doc__)
    parser.add_argument("--engine", action="append", choices=ENGINES)
    parts = [*map(str, range(1, PARTS + 1)), "sample"]
    parser.add_argument("--part", default="", choices=["", *parts])
    return parser.parse_args()


def tell(engine: str, outcome: Outcome) -> None:
    """One line of the table."""
    run = outcome.run
    said = "accepted" if outcome.accepted else "refused"
    verdict = "; ".join(outcome.wrong) or "once"
    print(f"{engine:10} {run.way:4} {run.step:3} {run.deed:5} {said:8} {verdict}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
