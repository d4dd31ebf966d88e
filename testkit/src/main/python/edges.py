"""Writes edges.txt: NaN, infinities, nothing and one element by PyTorch, of rows whose other values are elsewhere.

Run: python3 edges.py
"""

import numpy as np
import torch
from literals import Literals
from torch.nn import functional

literals = Literals("edges", f"PyTorch {torch.__version__}")
inf, nan = float("inf"), float("nan")
special = [0.5, -inf, 2.0, inf, nan, -3.0, 0.0, 1.0]


def each(row, f, *inputs):
    """Values alone, of float32 and float64; what is no float stays as it is."""
    for operands in inputs:
        for dtype in np.float32, np.float64:
            typed = [np.asarray(x) for x in (operands if isinstance(operands, tuple) else (operands,))]
            typed = [x.astype(dtype) if x.dtype.kind == "f" else x for x in typed]
            wide = [torch.tensor(x.astype(np.float64) if x.dtype.kind == "f" else x) for x in typed]
            y = f(*wide).numpy()
            literals.add(row, typed, y, dtype if y.dtype.kind == "f" else None)


for name in "expm1 log1p sqrt square exp2 log2 log10 rsqrt reciprocal asinh acosh erfc lgamma".split():
    each(name, getattr(torch, name), special, np.zeros((2, 0)), [0.75])
for name in "asin acos atanh erfinv sin cos tan".split():
    each(name, getattr(torch, name), [inf, -inf, nan], np.zeros(0), [0.75])
each("logSigmoid", functional.logsigmoid, [nan], np.zeros(0), [0.75])
each("softshrink", lambda x: functional.softshrink(x, 0.5), [inf, -inf], np.zeros(0), [0.75])
each("pow 2.5", lambda x: x.pow(2.5), [nan, -inf], np.zeros(0), [2.0])
each("pow -3", lambda x: x.pow(-3.0), [nan, -inf], np.zeros(0), [2.0])

left, right = np.array(special), np.array([nan, inf, -inf, inf, 1.0, 0.0, 0.0, -inf])
for name, f in {"add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div, "maximum": torch.maximum,
                "minimum": torch.minimum, "eq": torch.eq, "ne": torch.ne, "lt": torch.lt, "le": torch.le,
                "gt": torch.gt, "ge": torch.ge, "logicalAnd": torch.logical_and, "logicalOr": torch.logical_or,
                "logicalXor": torch.logical_xor}.items():
    each(name, f, (left, right), (np.zeros((0, 3)), np.zeros(3)), (np.array([2.5]), np.array(-1.5)))
for name, f in {"addcmul": lambda x, a, b: torch.addcmul(x, a, b, value=0.5),
                "addcdiv": lambda x, a, b: torch.addcdiv(x, a, b, value=0.5), "lerp": torch.lerp}.items():
    each(name, f, (left, right, np.full(8, 0.25)), (np.zeros(0), np.zeros(0), np.zeros(0)), (np.array([1.0]),) * 3)

# Along axes: rows with a NaN, with infinities, and of equals.
box = np.array([[[1.0, nan, 2.0], [inf, -inf, 0.0]], [[3.0, 3.0, 3.0], [-inf, -inf, -inf]]])
plain = np.array([[[inf, 1.0], [2.0, -1.0]]])
one = np.array([[[1.5]]])
for row, f, over in [
    ("sum over [0, 1, 2]", torch.sum, (0, 1, 2)), ("sum over [0]", torch.sum, 0), ("sum over [2]", torch.sum, 2),
    ("sum over [0, 2]", torch.sum, (0, 2)), ("max over [0, 1, 2]", torch.amax, (0, 1, 2)),
    ("max over [0]", torch.amax, 0), ("max over [2]", torch.amax, 2), ("max over [0, 2]", torch.amax, (0, 2)),
    ("min over [1, 2]", torch.amin, (1, 2)), ("amax over [0]", torch.amax, 0), ("amin over [0]", torch.amin, 0),
    ("mean over [0, 2]", torch.mean, (0, 2)), ("prod over [2]", torch.prod, 2),
    ("logSumExp over [0, 1, 2]", torch.logsumexp, (0, 1, 2)), ("logSumExp over [2]", torch.logsumexp, 2),
    ("logSumExp over [0, 2]", torch.logsumexp, (0, 2)), ("var over [2]", torch.var, 2), ("std over [2]", torch.std, 2),
]:
    each(row, lambda x: f(x, over), box, plain, one)
for row, f, over in [("sum, kept, over [1]", torch.sum, 1), ("max, kept, over [1]", torch.amax, 1),
                     ("logSumExp, kept, over [0, 1]", torch.logsumexp, (0, 1))]:
    each(row, lambda x: f(x, over, keepdim=True), box, plain, one)
for row, f in ("sum over [0]", torch.sum), ("prod over [0]", torch.prod):
    each(row, lambda x: f(x, 0), np.zeros((0, 2, 1)))
for row, over in ("argmax over [0]", 0), ("argmax over [1]", 1), ("argmax over [2]", 2):
    each(row, lambda x: torch.argmax(x, over), box, plain, one)
for row, over in ("argmin over [0]", 0), ("argmin over [1]", 1), ("argmin over [2]", 2):
    each(row, lambda x: torch.argmin(x, over), box, plain, one)
for row, over in ("maxAt over [0]", 0), ("maxAt over [1]", 1), ("maxAt over [2]", 2):
    each(row, lambda x: torch.max(x, over).values, box, plain, one)
for row, over in ("maxAt index over [0]", 0), ("maxAt index over [1]", 1), ("maxAt index over [2]", 2):
    each(row, lambda x: torch.max(x, over).indices, box, plain, one)
for row, over in ("minAt over [0]", 0), ("minAt over [1]", 1), ("minAt over [2]", 2):
    each(row, lambda x: torch.min(x, over).values, box, plain, one)
for axis in 0, 1, 2:
    each(f"softmax along {axis}", lambda x: torch.softmax(x, axis), box, plain, one, np.zeros((2, 0, 3)))
    each(f"logSoftmax along {axis}", lambda x: torch.log_softmax(x, axis), box, plain, one, np.zeros((2, 0, 3)))
for name, f in ("cumSum", torch.cumsum), ("cumProd", torch.cumprod):
    for axis in 0, 1, 2:
        each(f"{name} along {axis}", lambda x: f(x, axis), box, plain, one, np.zeros((2, 0, 3)))
for name, f in ("cumMax", torch.cummax), ("cumMin", torch.cummin):
    for axis in 0, 1, 2:
        each(f"{name} along {axis}", lambda x: f(x, axis).values, box, plain, one)
        each(f"{name} places along {axis}", lambda x: f(x, axis).indices, plain, one)
for axis in 0, 1, 2:
    each(f"logCumSumExp along {axis}", lambda x: torch.logcumsumexp(x, axis), plain, one)
    each(f"sort along {axis}", lambda x: torch.sort(x, dim=axis, stable=True).values, box, plain, one)
    each(f"sort down along {axis}", lambda x: torch.sort(x, dim=axis, stable=True, descending=True).values, box, plain, one)
    each(f"argsort along {axis}", lambda x: torch.sort(x, dim=axis, stable=True).indices, box, plain, one)

# Not finite in products: 0·∞ is NaN, and nothing is left out.
a = np.array([[1.0, 0.0], [inf, nan]])
b = np.array([[inf, 2.0], [3.0, 0.0]])
for x, y in (a, b), (np.zeros((2, 0)), np.zeros((0, 3))), (np.array([[2.0]]), np.array([[1.5]])):
    each("matmul", torch.matmul, (x, y))
    each("einsum of ij,jk->ik", lambda u, v: torch.einsum("ij,jk->ik", u, v), (x, y))
each("outer", torch.outer, (np.array([inf, 0.0, nan]), np.array([0.0, 2.0])), (np.zeros(0), np.zeros(2)))
each("dot", torch.dot, (np.array([inf, 1.0]), np.array([0.0, 1.0])), (np.zeros(0), np.zeros(0)))
each("bmm", torch.bmm, (a[None], b[None]), (np.zeros((0, 2, 2)), np.zeros((0, 2, 2))))
each("kron", torch.kron, (a, np.array([[2.0, 0.0]])))
each("trace", torch.trace, a, np.array([[inf, 1.0], [0.0, -inf]]))

literals.write()
