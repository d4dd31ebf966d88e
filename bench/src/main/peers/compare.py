#!/usr/bin/env python3
"""Atled beside its peers, row by row: compare.py [--target RATIO] FILE..

The files hold JSON objects, one a line, as `atled bench ops ops-eager unet optimizer --json` and `run` print them; other lines are
left out. A line of the table has the medians in milliseconds, the fastest peer, Atled's time over that peer's (the
plan's, and that of eager operations), and the target: the ratio that the plan's must not exceed, 1 if none is given.
A plan writes into memory that it has, as peers do by out=; the ratio of eager operations is only shown.
"""

import argparse
import json
import sys


def rows(files):
    """{(shape, threads): {who: ms}}, shapes in the order in which they came."""
    found = {}
    for name in files:
        with open(name) as file:
            for line in file:
                if not line.startswith("{"):
                    continue
                row = json.loads(line)
                who = row.get("peer", "eager" if row["name"].endswith("-eager") else "plan")
                found.setdefault((row["shape"], row["threads"]), {})[who] = row["median_ms"]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", type=float, default=1.0, metavar="RATIO")
    parser.add_argument("files", nargs="+", metavar="FILE")
    arguments = parser.parse_args()
    found = rows(arguments.files)
    if not found:
        sys.exit("compare: no rows in " + ", ".join(arguments.files) + ".")
    everyone = list(dict.fromkeys(who for times in found.values() for who in times))
    peers = [who for who in everyone if who not in ("plan", "eager")]
    columns = ["plan", "eager"] + peers
    head = ["row", "threads"] + [who if who in peers else "Atled, " + who for who in columns]
    lines = [head + ["fastest peer", "plan/fastest", "eager/fastest", "target", ""]]
    for (shape, threads), times in found.items():
        line = [shape, str(threads)] + ["%.4g" % times[who] if who in times else "" for who in columns]
        measured = [who for who in peers if who in times]
        if measured:
            fastest = min(measured, key=times.get)
            ratios = [times[who] / times[fastest] if who in times else None for who in ("plan", "eager")]
            line += [fastest.split()[0]] + ["%.2f" % ratio if ratio is not None else "" for ratio in ratios]
            line += ["%.2f" % arguments.target]
            line += ["" if ratios[0] is None else "met" if ratios[0] <= arguments.target else "missed"]
        lines.append(line + [""] * (len(lines[0]) - len(line)))
    widths = [max(map(len, column)) for column in zip(*lines)]
    for line in lines:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip())


main()
