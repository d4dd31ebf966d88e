"""Writes indexing.txt: other arrangements of elements, and elements by indices and masks.

Run: python3 indexing.py.
"""

import numpy as np
import torch
import torch.nn.functional as F
from literals import Literals

literals = Literals("indexing", f"PyTorch {torch.__version__} and NumPy {np.__version__}")
literal = literals.torch
rng = np.random.default_rng(20241128)
inf, nan = float("inf"), float("nan")

x = rng.uniform(-3, 3, (2, 5)).round(3)
cube = rng.uniform(-3, 3, (2, 3, 4)).round(3)
whole = rng.integers(-9, 9, (2, 5))
odd = np.array([[1.0, nan, -inf], [inf, -0.0, 2.0]])
for v in (x, whole):
    literal("movedim", lambda x: torch.movedim(x, 0, 2), v.reshape(1, 2, 5))
    literal("rot90 by 1", lambda x: torch.rot90(x, 1, (0, 1)), v)
    literal("rot90 by 3", lambda x: torch.rot90(x, -1, (0, 1)), v)
    literal("split", lambda x: torch.split(x, 2, 1)[2], v)
    literal("splitWithSizes", lambda x: torch.split(x, [1, 0, 4], 1)[2], v)
    literal("chunk", lambda x: torch.chunk(x, 4, 1)[1], v)
    literal("tensorSplit", lambda x: torch.tensor_split(x, 4, 1)[1], v)
    literal("unbind", lambda x: torch.unbind(x, 1)[2], v)
    literal("tile", lambda x: torch.tile(x, (2, 1, 3)), v)
    literal("tile", lambda x: torch.tile(x, (2, 1, 3)), v[0])
    literal("repeat", lambda x: x.repeat(3, 2), v)
    literal("repeatInterleave", lambda x: torch.repeat_interleave(x, 2, 1), v)
    literal("roll", lambda x: torch.roll(x, 2), v)
    literal("roll along 1", lambda x: torch.roll(x, -4, 1), v)
    for offset in (0, 1, -2, 9):
        literal(f"triu {offset}", lambda x: torch.triu(x, offset), v)
        literal(f"tril {offset}", lambda x: torch.tril(x, offset), v)
    literal("diag 2 of a vector", lambda x: torch.diag(x, 2), v[0])
    literal("diag -1 of a vector", lambda x: torch.diag(x, -1), v[0])
    literal("unfold 3 by 2", lambda x: x.unfold(1, 3, 2), v)
    literal("unfold 2 by 3", lambda x: x.unfold(1, 2, 3), v)
    literal("unfold 5 by 7", lambda x: x.unfold(1, 5, 7), v)
    literal("expand", lambda x: x.expand(4, -1, 3), v[:, :1])
literal("repeatInterleave by counts",
        lambda x: torch.repeat_interleave(x, torch.tensor([2, 0, 1]), 1), x[:, :3])
literal("repeatInterleave by a tensor",
        lambda x: torch.repeat_interleave(x, torch.tensor([2, 0, 1]), 1), x[:, :3])
literal("triu 0", torch.triu, odd)
literal("tril 0", torch.tril, odd)
for offset in (0, 1, -2):
    literal(f"diagonal {offset}", lambda x: torch.diagonal(x, offset, 0, -1), cube)
literal("diagEmbed", lambda x: torch.diag_embed(x, 1, 0, 2), x)
literal("pad", lambda x: F.pad(x, (1, 2, -1, 3), value=2), x)
literal("pad", lambda x: F.pad(x, (1, 2, -1, 3), value=2), whole)


def around(mode):
    return lambda x: F.pad(x[None, None], (2, 3, 1, 0), mode)[0, 0]


literal("pad by reflection", around("reflect"), rng.uniform(-3, 3, (3, 4)).round(3))
literal("pad by replication", around("replicate"), x)
literal("pad by circulation", around("circular"), x)

index = np.array([[4, 0, 4], [1, 1, 1], [0, 3, 0]])
to, source = rng.uniform(-3, 3, (3, 5)).round(3), rng.uniform(-3, 3, (3, 3)).round(3)
ties = np.array([[1.0, 2.0, 2.0, 0.0, 5.0], [nan, 1.0, 3.0, 3.0, 3.0], [0.0, 1.0, -inf, 2.0, 2.0]])
tied = np.array([[5.0, 1.0, 5.0], [1.0, 1.0, 1.0], [-1.0, 2.0, 2.0]])
zeros, zero = np.array(to), np.array(source)
zeros[0, 1] = zeros[0, 4] = zero[1, 1] = zero[2, 0] = zero[2, 2] = 0
own = np.array([[4, 0, 3], [1, 2, 0], [0, 3, 1]])
literal("gather along 1", lambda x, i: torch.gather(x, 1, i), to, index)
literal("scatter along 1", lambda x, i, s: torch.scatter(x, 1, i, s), to, own, source)
literal("scatterAdd along 1", lambda x, i, s: torch.scatter_add(x, 1, i, s), to, index, source)
for name, reduce in (("sum", "sum"), ("product", "prod"), ("mean", "mean"), ("max", "amax"), ("min", "amin")):
    for own_too in (True, False):
        row = f"scatter's {name} along 1" + ("" if own_too else " without self")
        f = lambda x, i, s: torch.scatter_reduce(x, 1, i, s, reduce, include_self=own_too)
        literal(row, f, to, index, source)
        if name == "product":
            literal(row, f, zeros, index, zero)
        if name in ("max", "min") and own_too:
            literal(row, f, ties, index, tied)
literal("indexSelect along 1", lambda x, i: torch.index_select(x, 1, i), x, np.array([4, 0, 4]))
literal("sparseRows", lambda x, i: F.embedding(i, x), x, np.array([1, 0, 1, 1]))
six = rng.uniform(-3, 3, (2, 3)).round(3)
literal("indexAdd", lambda x, i, s: torch.index_add(x, 1, i, s), x, np.array([4, 0, 4]), six)
literal("indexCopy", lambda x, i, s: torch.index_copy(x, 1, i, s), x, np.array([4, 0, 2]), six)
literal("indexFill", lambda x, i: torch.index_fill(x, 1, i, 1), x, np.array([4, 0, 4]))
literal("take", lambda x, i: torch.take(x, i - 2), x, np.array([[4, 0], [2, 1]]))
literal("put", lambda x, i, s: x.put(i - 5, s), x, np.array([4, 0, 2]), six[0])
literal("put, accumulated", lambda x, i, s: x.put(i - 5, s, accumulate=True), x,
        np.array([4, 0, 4]), six[0])
literal("indexPut", lambda x, i, s: x.index_put((torch.arange(2)[:, None], i - 5), s), x,
        np.array([4, 0, 2]), six)
literal("indexPut, accumulated",
        lambda x, i, s: x.index_put((torch.arange(2)[:, None], i - 5), s, accumulate=True), x,
        np.array([4, 0, 4]), six)
literal("takeAlongDim", lambda x, i: torch.take_along_dim(x, i, 1), x[:, :, None], np.array([[[4], [0]]]))
mask = np.array([True, False, False, True, True])
literal("maskedSelect", torch.masked_select, x, mask)
literal("maskedFill", lambda x, m: torch.masked_fill(x, m, 1), np.array([[nan, nan, inf, -inf, 0]]), mask)
literal("nonzero", torch.nonzero, np.array([[nan, -0.0, inf], [0.0, 1e-300, 0.0]]), dtypes=(np.float64,))
literal("nonzero", torch.nonzero, np.array(3))
literal("oneHot", lambda i: F.one_hot(i, 5), np.array([[4, 0], [2, 2]]))

wide = rng.uniform(-3, 3, (5, 5, 5)).round(2)
places = np.array([[4, 0, 4], [1, 2, 3]])
literal("at one index", lambda x, i: x[:, i - 5], wide, places, dtypes=(np.float64,))
literal("at two indices", lambda x, i: x[:, i, i], wide, places, dtypes=(np.float64,))
literal("at two indices apart", lambda x, i: x[i - 5, :, i[0]], wide, places, dtypes=(np.float64,))
literal("at a number and an index", lambda x, i: x[-1, :2, i], wide, places, dtypes=(np.float64,))
literal("at a mask", lambda x, m: x[:, m], cube, cube[0] > 0)
v = rng.uniform(-3, 3, (2, 3, 5)).round(3)
literals.add("at numbers and ranges", [v], v[1, ..., None, ::-2])
literals.add("take along 1", [cube, places - 1], np.take(cube, places - 3, 1))
literal("maskedScatter", torch.masked_scatter, x, mask, rng.uniform(-3, 3, (3, 3)).round(3))
symmetric = rng.uniform(-3, 3, (3, 4)).round(3)
literals.add("pad by symmetry", [symmetric], np.pad(symmetric, ((1, 0), (2, 3)), "symmetric"))

for v in cube, rng.integers(-9, 9, (2, 3, 4)):
    literal("reshape to [2, 3, 1, 2, 2]", lambda x: x.reshape(2, 3, 1, 2, 2), v)
    literal("reshape to [24]", lambda x: x.reshape(24), v)
    literal("flatten", lambda x: x.flatten(1), v)
    literal("permute [0, 2, 1]", lambda x: x.permute(0, 2, 1), v)
    literal("permute [2, 1, 0]", lambda x: x.permute(2, 1, 0), v)
    literal("movedim of two", lambda x: x.movedim((2, 0), (0, -1)), v)
    literal("transpose", lambda x: x.transpose(-1, 0), v)
    literal("unsqueeze", lambda x: x.unsqueeze(-1), v)
    literal("rot90 by 2", lambda x: torch.rot90(x, 2, (0, 1)), v)
for v in x, whole:
    literal("slice from 1 to 3", lambda x: x[:, 1:3], v)
    literal("slice to nothing", lambda x: x[:, 3:3], v)
    literal("broadcastTo of nothing", lambda x: torch.broadcast_to(x, (0, 2)), v[:1, :2])
    literal("unflatten", lambda x: x.unflatten(1, (2, -1)), np.concatenate([v, v[:, :1]], 1))
    literal("squeeze", torch.squeeze, v[:1, :3, None])
    literal("stack along 1", lambda x, y: torch.stack([x, y], 1), v, v[::-1].copy())
    literal("concat along 1", lambda x, y, z: torch.cat([x, y, z], 1), v, v[:, :0], v[:, 3:])
    for part in 0, 1:
        def grid(x):
            other = torch.arange(2).to(x.dtype)
            return torch.meshgrid((x, other) if part == 0 else (other, x), indexing="ij")[part]

        literal(f"meshgrid {part}", grid, v[0])
    literal("unfold 1 by 1", lambda x: x.unfold(1, 1, 1), v)
    literal("unfold 0 by 1", lambda x: x.unfold(1, 0, 1), v)
    literal("diag 0 of a vector", torch.diag, v[0])
literal("diagonal 9", lambda x: torch.diagonal(x, 9, 0, -1), cube)
for x in np.arange(10.0).reshape(2, 5), np.array([[nan, inf, -inf, 0.5, -0.0]]):
    literal("pad by circulation, cut", lambda x: x[:, (torch.arange(6) + 2) % 5], x)
for step in 1, 2, 3:
    literal(f"fold by {step}", lambda x: torch.ops.aten.unfold_backward(x, (11, *x.shape[1:-1]), 0, x.shape[-1], step),
            rng.uniform(-3, 3, ((11 - 4) // step + 1, 2, 4)).round(3))

across = index.T.copy(), rng.uniform(-3, 3, (5, 3)).round(3), rng.uniform(-3, 3, (3, 3)).round(3)
literal("gather along 0", lambda x, i: torch.gather(x, 0, i), across[1], across[0])
literal("scatterAdd of zeros along 0", lambda s, i: torch.zeros(5, 3).to(s).scatter_add(0, i, s), across[2], across[0])
literal("scatter along 0", lambda x, i, s: torch.scatter(x, 0, i, s), across[1], own.T.copy(), across[2])
literal("scatterAdd along 0", lambda x, i, s: torch.scatter_add(x, 0, i, s), across[1], across[0], across[2])
for name, reduce in (("sum", "sum"), ("product", "prod"), ("mean", "mean"), ("max", "amax"), ("min", "amin")):
    for own_too in (True, False):
        literal(f"scatter's {name} along 0" + ("" if own_too else " without self"),
                lambda x, i, s: torch.scatter_reduce(x, 0, i, s, reduce, include_self=own_too),
                across[1], across[0], across[2])
literals.add("places", [places], 7 * np.arange(5)[places - 5])

literal("maskedFill", lambda x, m: torch.masked_fill(x, m, 1), np.zeros((0, 3)), np.array([True, False, True]))

literals.write()
