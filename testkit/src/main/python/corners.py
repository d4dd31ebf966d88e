"""Writes corners.txt: NaN, infinities, nothing and one element, wherever a row's other lines lack them.

Run: python3 corners.py, after a change of any of the other programs. The operands are those of the row's first line
with a few elements replaced, or cut. What PyTorch refuses has no line.
"""

import importlib

import numpy as np
import torch
from literals import Literals

PROGRAMS = ("basics", "functions", "elementwise", "edges", "indexing", "reductions", "losses", "linalg", "convolutions",
            "vision", "attention", "recurrences")
# Where PyTorch 1.13 is wrong by its own word, was mended later, or its way is seen that none must go.
LEFT_OUT = {
    "NaN": [
        "softshrink",  # 0 there, NaN in PyTorch 2
        "mode", "unique", "hist",  # a NaN is taken for another number, or counted
        "multiMarginLoss", "multilabelMarginLoss",  # a NaN is no violation there
        "gridSample of volumes",  # a place that is NaN gives 0 there, but NaN in images, as here
        "convTranspose",  # here a NaN among the weights meets zeros around the input, as in a convolution
    ],
    "infinity": [
        "varMean's mean", "sigmoidFocalLoss",  # infinity here, NaN there
        "multiMarginLoss",  # of infinite weights
        "gridSample of volumes",  # as above
        "convTranspose", "einsum of ab,bc,cd,de->ae", "matrixPower 6",  # by the order of products
        "scaledDotProductAttention causally",  # scores of -inf alone give 0 here, as in PyTorch 2
    ],
    "nothing": [
        "multiMarginLoss",  # weights of no classes
        "multilabelMarginLoss",  # not initialised there
        "cond", "pixelUnshuffle",  # refused here, of another shape there
    ],
    "one element": ["avgPool1d with gaps", "scaledDotProductAttention in groups"],  # refused here; of another row
}
BY_HAND = "scaledDotProductAttention of a"  # in which a NaN meets weights that are 0

write = Literals.write
Literals.write = lambda self: None
for program in PROGRAMS:
    importlib.import_module(program)
Literals.write = write

literals = Literals("corners", f"PyTorch {torch.__version__}")
for row, found in Literals.at_edges.items():
    for edge, (operands, result) in found.items():
        left_out = row.startswith(tuple(LEFT_OUT[edge])) or row.startswith(BY_HAND) and edge in ("NaN", "infinity")
        if edge not in Literals.met[row] and not left_out:
            literals.add(row, operands, result)

literals.write()
