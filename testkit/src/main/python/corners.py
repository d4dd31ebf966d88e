"""Writes corners.txt: NaN, infinities, nothing and one element, wherever a row's other lines lack them.

Run: python3 corners.py, after a change of any of the other programs. The operands are those of the row's first line
with a few elements replaced, or cut. What PyTorch refuses has no line but `# none`, which LiteralsTest reads.
"""

import importlib

import numpy as np
import scipy
import torch
from literals import EDGES, Literals
from scipy import special

PROGRAMS = ("basics", "functions", "elementwise", "edges", "indexing", "reductions", "losses", "linalg", "convolutions",
            "vision", "attention", "recurrences")
# Rows, by how they begin, in which PyTorch 1.13 is wrong or was changed later, or in which both ways are as good.
LEFT_OUT = {
    "NaN": [
        "softshrink",  # 0 there, NaN in PyTorch 2
        "to int", "to uint8",  # whatever the processor does
        "mode", "unique", "hist",  # a NaN is taken for another number, or counted
        "multiMarginLoss", "multilabelMarginLoss",  # a NaN is no violation there
        "gridSample of volumes",  # a place that is NaN gives 0 there, but NaN in images, as here
        "convTranspose",  # here a NaN among the weights meets zeros around the input, as in a convolution
    ],
    "infinity": [
        "baddbmm by 0.0",  # 0 times what lies in new memory there
        "to int", "to uint8",  # as above
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
        "crossEntropy of probabilities",  # 0 here where there are no classes, 0/0 there
    ],
    "one element": [
        "avgPool1d with gaps", "scaledDotProductAttention in groups",  # refused here; of another row
        "ctcLoss",  # of no steps, which is refused here
    ],
}
BY_HAND = "scaledDotProductAttention of a"  # in which a NaN meets weights that are 0

write = Literals.write
Literals.write = lambda self: None
for program in PROGRAMS:
    importlib.import_module(program)
Literals.write = write

literals = Literals("corners", f"PyTorch {torch.__version__} and SciPy {scipy.__version__}")
# Rows whose ordinary values are NumPy's or SciPy's.
some = np.array([0.5, 2.0, 0.75, 3.0])
for name in "exp log tanh sigmoid erf abs sign neg digamma".split():
    literals.note(name, getattr(torch, name), [some])
literals.note("softplus", torch.nn.functional.softplus, [some])
for order in 1, 2, 3:
    for x in np.array([0.5]), np.zeros(0), np.array([np.nan, np.inf]):
        literals.add(f"polygamma {order}", [x], special.polygamma(order, x))  # PyTorch has lost ten digits
for name in "uint8 int32 int64 float16 float64".split():
    literals.note(f"to {name}", lambda x: x.to(getattr(torch, name)), [some])
literals.note("where", torch.where, [some > 1, some, -some])
box, table = np.arange(24.0).reshape(2, 3, 4) / 4, np.arange(10.0).reshape(2, 5) / 4
for name, f in {
    "reshape to [4, 6]": lambda x: x.reshape(4, 6), "permute [2, 0, 1]": lambda x: x.permute(2, 0, 1),
    "layerNorm of 1": lambda x: torch.nn.functional.layer_norm(x, x.shape[-1:], eps=0.1),
    "layerNorm of 2": lambda x: torch.nn.functional.layer_norm(x, x.shape[-2:], eps=0.1),
    "logCumSumExp along 1": lambda x: torch.logcumsumexp(x, 1),
    "logCumSumExp along 0": lambda x: torch.logcumsumexp(x, 0),
    "sum over [0, 2]": lambda x: x.sum((0, 2)), "sum, kept, over [1]": lambda x: x.sum(1, True),
    "mean over [0, 2]": lambda x: x.mean((0, 2)), "sort along 2": lambda x: x.sort(stable=True, dim=2)[0],
    "argsort along 1": lambda x: x.sort(stable=True, dim=1)[1],
}.items():
    literals.note(name, f, [box])
for name, f in {
    "slice by 2": lambda x: x[:, 0:5:2], "flip": lambda x: x.flip(1), "select": lambda x: x[:, -1],
    "slice backwards by 2": lambda x: x.flip(1)[:, 0:max(x.shape[1] - 1, 0):2],
}.items():
    literals.note(name, f, [table])
literals.note("broadcastTo", lambda x: x.expand(3, 2, 4), [np.array([[1.0], [2.0]])])
literals.note("concat along 0", lambda *x: torch.cat(x, 0), [table, table[:1], table + 10])
literals.note("rows", lambda x, i: x[i], [table.T, np.array([4, 0, 4])])
literals.note("gather along 1", lambda x, i: x.gather(1, i), [table, np.array([[4, 0, 4], [1, 1, 0]])])
vector, matrices = np.array([0.5, -1.5, 2.0, 0.25]), box.reshape(3, 4, 2)
literals.note("matmul of vector and matrix", torch.matmul, [vector, matrices])
literals.note("matmul of matrix and vector", torch.matmul, [box[:, None], vector])
literals.note("matmul of vectors", torch.matmul, [vector, vector - 1])
for kind in "int64", "int32":
    literals.note(f"crossEntropy with {kind}", lambda z, c: torch.nn.functional.cross_entropy(z, c.long()),
                  [box[0], np.array([2, 0, 1], kind)])
    literals.note(f"binaryCrossEntropyWithLogits of classes with {kind}",
                  lambda z, c: torch.nn.functional.binary_cross_entropy_with_logits(z, c[:, None].double()),
                  [table.T[:, :1], np.array([1, 0, 1, 1, 0], kind)])
literals.note("bitwiseNot of bools", torch.logical_not, [some > 1])
literals.note("to bfloat16", lambda x: x.to(torch.bfloat16).double(), [some])
for row, found in Literals.at_edges.items():
    for edge, (operands, result) in found.items():
        left_out = row.startswith(tuple(LEFT_OUT[edge])) or row.startswith(BY_HAND) and edge in ("NaN", "infinity")
        if edge not in Literals.met[row] and not left_out:
            literals.add(row, operands, torch.tensor(result).bfloat16() if row == "to bfloat16" else result)
# What LiteralsTest need not ask for: refused by PyTorch, left out above, or of a row that PyTorch has no function for.
literals.lines += [f"# none: {row}: {edge}" for row, met in Literals.met.items() for edge in EDGES if edge not in met]

literals.write()
