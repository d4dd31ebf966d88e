"""Writes reductions.txt: reductions, scans, orders and statistics by PyTorch, NumPy and SciPy.

Run: python3 reductions.py.
"""

import numpy as np
import torch
from literals import Literals
from scipy import special

literals = Literals("reductions", f"PyTorch {torch.__version__} and NumPy {np.__version__}")
literal = literals.torch
inf, nan = float("inf"), float("nan")
rng = np.random.default_rng(20250101)
x = rng.normal(size=(2, 3, 4)).round(3)
ints = rng.integers(-4, 5, (2, 3, 4))


def each(row, f, *vectors):
    for v in vectors:
        literal(row, f, np.asarray(v))


# Products: no zero, one, two; integers and bools; nothing.
each("prod over [0]", lambda v: v.prod(0), [2.0, -3.0, 0.5], [2.0, 0.0, 3.0], [0.0, 2.0, 0.0, 4.0],
     [7.0], [0.0], [1.0, nan, 0.0], [2, -3, 4], [True, False], [True, True], np.zeros((0, 2)))
literal("prod over [0]", lambda v: v.prod(0), np.array([16, 16, 2], np.uint8))
literal("prod over [2]", lambda v: v.prod(2), x)
literal("prod, kept, over [1]", lambda v: v.prod(1, keepdim=True), ints)
literal("prod over [0, 1, 2]", lambda v: v.prod(), x)

# Extremes: ties share the gradient, but not with an index.
ties = [1.0, 3.0, 3.0, -2.0, 3.0, -2.0]
each("amax over [0]", lambda v: v.amax(0), ties, [-inf, -inf], [0.0, -0.0], [1.0, inf, inf], [5, 5, 1])
each("amin over [0]", lambda v: v.amin(0), ties, [inf, inf], [2.0, -inf, -inf], [5, 1, 1])
literals.torch("max over [0]", lambda v: v.max(), np.array(ties))
literals.torch("aminmax's max over [1]", lambda v: torch.aminmax(v.detach(), dim=1)[1], np.array([ties, ties[::-1]]))
each("maxAt over [0]", lambda v: v.max(0)[0], ties, [1.0, nan, 3.0, nan], [-inf, -inf])
each("minAt over [0]", lambda v: v.min(0)[0], ties, [1.0, nan, 3.0, nan], [inf, inf])
each("maxAt index over [0]", lambda v: v.max(0)[1], ties, [1.0, nan, 3.0, nan])
each("argmax over [0]", lambda v: v.argmax(0), ties, [1.0, nan, inf, nan], [3, 7, 7])
each("argmin over [0]", lambda v: v.argmin(0), ties, [1.0, nan, -inf, nan], [3, 1, 1])

for name, f in ("var", torch.var), ("std", torch.std):
    literal(f"{name} over [2]", lambda v: f(v, 2), x)
    literal(f"{name} over [2]", lambda v: f(v, 2),
            np.array([[[1.0, 2.0], [1e4, 1e4 + 1], [5.0, nan]]]))
literal("std over [2]", lambda v: v.std(2), np.array([[[3.0, 3.0, 3.0], [1.0, 2.0, 4.0]]]))
literal("var over [2]", lambda v: v.var(2), np.array([[[3.0], [1.0]]]))
literal("std − 0, kept, over [0, 2]", lambda v: torch.std(v, (0, 2), correction=0, keepdim=True), x)

each("logSumExp over [0]", lambda v: v.logsumexp(0), [1.0, 2.0, 3.0], [1000.0, 1000.0], [-1e30, 0.0],
     [-inf, -inf], [-inf, 1.0], [inf, 1.0], [inf, -inf], [1.0, nan], np.zeros((0, 2)), [5.0])
literal("logSumExp over [0, 2]", lambda v: v.logsumexp((0, 2)), x)
literals.add("logSumExp over [0]", [np.array([1, 2, 3])], special.logsumexp([1, 2, 3]), np.float32)

for name, f in ("any", torch.any), ("all", torch.all):
    literal("any over [0]" if name == "any" else "all over [1]",
            (lambda v: f(v, 0)) if name == "any" else (lambda v: f(v, 1)),
            np.array([[0.0, nan, 1.0], [0.0, 0.0, -0.0]]))
    for dtype in bool, np.uint8, np.int32:
        v = np.array([[0, 1, 2], [0, 0, 3]]).astype(dtype)
        literals.torch("any over [0]" if name == "any" else "all over [1]",
                       (lambda v: f(v, 0)) if name == "any" else (lambda v: f(v, 1)), v, dtypes=[np.float64])
literal("any over [0]", lambda v: v.any(0), np.zeros((0, 2)))
literal("all over [1]", lambda v: v.all(1), np.zeros((2, 0)))
literal("countNonzero over [0, 2]", lambda v: v.count_nonzero((0, 2)), ints)
literal("countNonzero over [0, 2]", lambda v: v.count_nonzero((0, 2)),
        np.array([[[0.0, nan], [inf, -0.0]]]))

vectors = ([3.0, -4.0], [0.0, 0.0], [0.0, -2.0, 1.0], [-2.0, 2.0, 1.0, -1.0], [1.0, nan], [inf, 1.0], [5.0])
for p in 0.0, 1.0, 2.0, 3.0, 1.5, 0.5, -1.0, inf, -inf:
    row = f"norm of {'Infinity' if p == inf else '-Infinity' if p == -inf else p} over [0]"
    for v in vectors:
        # What an infinity gives is 0·∞ in one order of the factors and not in another.
        gradients = p != 0 and np.isfinite(v).all()
        literal(row, lambda t: torch.linalg.vector_norm(t if gradients else t.detach(), p, 0), np.array(v))
literal("norm of 2.0 over [0, 2]", lambda v: torch.linalg.vector_norm(v, 2, (0, 2)), x)
for p in 0.0, 1.0, 2.0, 3.0, 0.5:
    literal(f"norm of {p} over [0]", lambda v: torch.linalg.vector_norm(v if p else v.detach(), p, 0),
            np.zeros((0, 2)))

# Sums without NaN.
holes = [1.0, nan, 3.0, nan]
each("nanSum over [0]", lambda v: v.nansum(0), holes, [nan, nan], [inf, nan], [], [1, 2])
literal("nanMean, kept, over [0, 2]", lambda v: v.nanmean((0, 2), keepdim=True),
        np.array([[[1.0, nan, 2.5], [inf, 2.0, nan]]]))
literal("nanMean, kept, over [0, 2]", lambda v: v.detach().nanmean((0, 2), keepdim=True),
        np.array([[[nan, nan]]]))

# Medians: the lower of two; NaN; ties share over all, along an axis one gets all.
each("median over [0]", lambda v: v.median(0)[0], [3.0, 1.0, 2.0, 4.0], [1.0, nan, 0.0], [7.0], [5, 1, 2, 9])
each("median place over [0]", lambda v: v.median(0)[1], [3.0, 1.0, 2.0, 4.0], [1.0, nan, 0.0, nan], [7.0])
each("nanMedian over [0]", lambda v: v.nanmedian(0)[0], [3.0, 1.0, nan, 2.0, 4.0], [nan, nan], [nan, 1.0])
cube = np.array([3.0, 1.0, 1.0, 0.0, 1.0, 9.0]).reshape(1, 2, 3)
literal("median over [0, 1, 2]", lambda v: v.median(), cube)
literal("median over [0, 1, 2]", lambda v: v.median(), x)
literal("median over [0, 1, 2]", lambda v: v.median(), ints)
literal("median over [0, 1, 2]", lambda v: v.median(), np.zeros((0, 1, 1)), dtypes=[np.float32])
literal("nanMedian over [0, 1, 2]", lambda v: v.nanmedian(), np.where(cube == 3, nan, cube))
for v in ([nan, 1.0, -inf], [nan, nan, 3.0], [-inf, -inf, 2.0, 5.0, 7.0], [inf, inf, inf, 2.0, nan, -inf]):
    v = np.array(v).reshape(1, 1, -1)
    literal("median over [0, 1, 2]", lambda v: v.median(), v)
    literal("nanMedian over [0, 1, 2]", lambda v: v.nanmedian(), v)
each("mode over [0]", lambda v: v.mode(0)[0], [3.0, 1.0, 3.0, 1.0, 2.0], [5, 5, 1], [2.0])
each("mode place over [0]", lambda v: v.mode(0)[1], [3.0, 1.0, 3.0, 1.0, 2.0], [5, 5, 1], [2, 1, 3])
literal("mode place over [1]", lambda v: v.mode(1)[1], np.array([[6, 5, 1, 0, 2], [9, 9, 0, 0, 0]]))

lines = np.array([[4.0, 1.0, 3.0, 2.0, 7.0, 7.0], [1.0, nan, 0.0, 2.0, 5.0, 3.0], [-inf, 0.0, 1.0, 2.0, 3.0, inf]])
for name in "linear", "lower", "higher", "midpoint", "nearest":
    for q in 0.3, 0.5:
        literal(f"quantile {q} {name} over [1]", lambda v: v.quantile(q, 1, interpolation=name), lines)
        literal(f"quantile {q} {name} over [1]", lambda v: v.quantile(q, 1, interpolation=name), x)
    holed = np.array([[4.0, nan], [1.0, nan], [nan, nan], [3.0, nan], [2.0, nan], [8.0, 5.0]])
    literal(f"nanQuantile {name} over [0]", lambda v: v.nanquantile(0.7, 0, interpolation=name), holed)
literal("quantile over [0, 1, 2]", lambda v: v.quantile(0.8), x)

# Running extremes: of equal ones the last, of NaNs the latest.
running = ([1.0, 1.0, 2.0, 2.0, 0.0], [3.0, 1.0, 3.0, nan, 5.0, nan], [2, 1, 2, 1])
for name, f in ("cumMax", torch.cummax), ("cumMin", torch.cummin):
    each(f"{name} along 0", lambda v: f(v, 0)[0], *running)
    each(f"{name} places along 0", lambda v: f(v, 0)[1], *running)
    literal(f"{name} along 1", lambda v: f(v, 1)[0], x)
each("cumProd along 0", lambda v: v.cumprod(0), [2.0, 0.0, 3.0, 0.0, 4.0], [2, -3, 4])
each("cumSum along 0", lambda v: v.cumsum(0), [1.0, inf, -inf, 2.0], [True, True, False])

each("kthValue over [0]", lambda v: v.kthvalue(1, 0)[0], [3.0, 1.0, 2.0], [nan, 4.0, -inf], [2, 1, 3])
each("kthValue place over [0]", lambda v: v.kthvalue(len(v), 0)[1], [3.0, 1.0, 2.0], [4.0, nan, -inf])
for right in False, True:
    row = "searchSorted right" if right else "searchSorted"
    f = lambda s, v: torch.searchsorted(s.detach(), v.detach(), right=right)
    literal(row, f, np.array([1.0, 3.0, 3.0, 5.0]), np.array([[0.0, 1.0, 3.0], [4.0, 5.0, 9.0]]))
    literal(row, f, np.array([[1, 3, 5], [2, 2, 8]]), np.array([[3, 6], [2, 9]]))
    literal(row, f, np.array([-inf, 0.0, inf]), np.array([-inf, inf, nan]))

each("unique", lambda v: v.detach().unique(), [3.0, 1.0, 3.0, -0.5], [2, 2, 1], [])
each("unique counts", lambda v: v.detach().unique(return_counts=True)[1], [3.0, 1.0, 3.0, -0.5], [2, 2, 1])
each("unique inverse", lambda v: v.detach().unique(return_inverse=True)[1], [3.0, 1.0, 3.0, -0.5], [2, 2, 1])
each("uniqueConsecutive", lambda v: v.detach().unique_consecutive(), [3.0, 3.0, 1.0, 3.0], [2, 2, 1, 1, 2])
each("bincount", lambda v: v.bincount(minlength=9), [1, 2, 2, 11], [0])
each("histogram", lambda v: v.detach().histogram(5, range=(-2.5, 2.5))[0],
     [-2.5, -1.5, 0.0, 0.5, 2.5, 2.6, inf])
each("histc", lambda v: v.detach().histc(8, -2, 2), [-2.0, -1.5, 0.0, 1.9, 2.0, 2.1, -3.0])

literal("prod over [0, 2]", lambda v: v.prod(2).prod(0), x)
literal("prod over [0, 2]", lambda v: v.prod(2).prod(0), ints)
for axes, whole in (((0, 2), True), ((1,), False)):
    over = f"over {list(axes)}"
    for v in x, x[:, :2]:
        literal(f"varMean's variance − {float(whole)} {over}", lambda v: torch.var_mean(v, axes, unbiased=whole)[0], v)
        literal(f"varMean's mean {over}", lambda v: torch.var_mean(v, axes, unbiased=whole, keepdim=True)[1], v)
        literal(f"varMean's variance × mean {over}", lambda v: torch.mul(*torch.var_mean(v, axes, unbiased=whole)), v)
for v in (np.array([[[0.0, nan], [0.0, -0.0]], [[0.0, 0.0], [0.0, 0.0]]]), ints, np.zeros((0, 2, 0))):
    literal("any, kept, over [0, 2]", lambda v: v.any(2, keepdim=True).any(0, keepdim=True), v)

# Ties have a place of their own in PyTorch: they stand above.
for axis in 1, 2:
    for v in x, np.array([[[4, 1, 3, 2], [0, 7, 9, 8], [5, 6, 10, 11]]]):
        literal(f"median over [{axis}]", lambda v: v.median(axis)[0], v)
        literal(f"median place over [{axis}]", lambda v: v.median(axis)[1], v)
        literal(f"nanMedian over [{axis}]", lambda v: v.nanmedian(axis)[0], v)
    tied = np.array([[[2.0, 1, 2, 1], [2, 0, 1, 1], [1, 1, 3, 3]], [[0, 0, -1, -1], [0, 5, 5, -1], [0, 5, 6, 6]]])
    for v in tied, tied.astype(np.int64):
        literal(f"mode over [{axis}]", lambda v: v.mode(axis)[0], v)
    literal(f"mode place over [{axis}]", lambda v: v.mode(axis)[1], tied)
for v in x, np.array([[[nan, 1.0, -inf], [inf, 2.0, 3.0], [0.5, -2.0, nan]]]):
    literal("topK along 1", lambda v: v.topk(2, 1)[0], v)
    literal("topK places along 1", lambda v: v.topk(2, 1)[1], v)
    literal("topK least along 2", lambda v: v.topk(2, 2, largest=False)[0], v)
    literal("kthValue over [1]", lambda v: v.kthvalue(1, 1)[0], v)
    literal("kthValue place over [1]", lambda v: v.kthvalue(v.shape[1], 1)[1], v)
# PyTorch's sort of these loses its way at a NaN.
holed = np.array([3.0, nan, 3.0, -0.5])
for row, found in zip(("unique", "unique inverse", "unique counts"), np.unique(holed, return_inverse=True, return_counts=True)):
    literals.add(row, [holed], found)

literal("logSoftmax at places", lambda v, i: torch.gather(v.log_softmax(1), 1, i),
        np.array([[1.0, 1000.0, -2.0], [0.5, 0.5, -inf]]), np.array([[1], [2]]))

pairs = [[1.0, 2.0], [0.5, 7.0], [1.0, 2.0], [1.0, -1.0], [0.5, 7.0], [0.5, 7.0]]
for v in pairs, [[2, 1], [2, 1], [0, 3]], [[[1, 0]], [[0, 1]], [[0, 1]]], [[True, False], [False, True], [True, False]]:
    v = np.array(v)
    literal("unique parts along 0", lambda x: x.detach().unique(dim=0), v)
    literal("uniqueConsecutive parts along 0", lambda x: x.detach().unique_consecutive(dim=0), v)
for v, w in ([-2.5, -1.5, 0.0, 0.5, 2.0, 2.6], [1.0, 0.5, -2.0, 0.25, 3.0, 9.0]), ([0.0, 0.0], [0.125, 4.0]):
    literal("histogram of weights", lambda x, y: torch.histogram(
        x.detach(), torch.tensor([-2.5, -1, 0.5, 2], dtype=x.dtype), weight=y.detach())[0], np.array(v), np.array(w))

# With NaN by NumPy, of which PyTorch's sort loses its way and whose histogram counts one.
holed = np.array([[1.0, nan], [0.0, 2.0], [1.0, nan], [1.0, 0.0], [nan, 1.0], [0.0, 2.0]])
literals.add("unique parts along 0", [holed], np.unique(holed, axis=0))
literal("uniqueConsecutive parts along 0", lambda x: x.detach().unique_consecutive(dim=0), holed)
holed, w = np.array([0.0, nan, 2.0, -2.0]), np.array([1.0, 2.0, 4.0, 8.0])
literals.add("histogram of weights", [holed, w], np.histogram(holed, [-2.5, -1, 0.5, 2], weights=w)[0])

literals.write()
