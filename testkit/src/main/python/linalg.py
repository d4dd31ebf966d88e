"""Writes linalg.txt: products of vectors, matrices and tensors, and decompositions, by PyTorch.

Run: python3 linalg.py.
"""

import numpy as np
import torch
from literals import EDGES, Literals

literals = Literals("linalg", f"PyTorch {torch.__version__}")
literal = literals.torch
inf, nan = float("inf"), float("nan")
rng = np.random.default_rng(20250307)


def normal(*shape):
    return rng.normal(size=shape).round(3)


def einsum(subscripts, *operands):
    literal(f"einsum of {subscripts}", lambda *x: torch.einsum(subscripts, *x), *operands)


a, b = normal(3, 4), normal(4, 2)
ints = rng.integers(-4, 5, (3, 4)).astype(np.int32), rng.integers(-4, 5, (4, 2)).astype(np.int32)
einsum("ij,jk->ik", a, b)
einsum("ij,jk->ik", *ints)
einsum("ij,jk->ik", normal(3, 1), b)
einsum("ij,jk->ik", np.zeros((3, 0)), np.zeros((0, 2)))
einsum("bij,bjk->bik", normal(2, 3, 4), normal(2, 4, 2))
einsum("ij,jk", a, b)
einsum("ba", a)
einsum("bA", a)
einsum("ij->", a)
einsum("ij->j", a)
einsum("ij->j", ints[0])
einsum("ii", normal(3, 3))
einsum("ii->i", normal(3, 3))
einsum("iji->ij", normal(3, 2, 3))
einsum("iii->i", normal(2, 2, 2))
einsum("i,i->", a[0], a[1])
einsum("i,i->i", a[0], np.array([2.0]))
einsum("i,j->ji", a[0], b[0])
einsum(",ij->ji", np.array(1.5), a)
einsum("->", np.array(1.5))
einsum("ij,kl->il", a, b)
einsum("aij,bji->ba", normal(2, 3, 4), normal(3, 4, 3))
einsum("iij,ji->i", normal(3, 3, 2), normal(2, 3))
einsum("bhqd,bhkd->bhqk", normal(2, 2, 3, 4), normal(2, 2, 5, 4))
einsum("...ij,...jk->...ik", normal(2, 1, 3, 4), normal(3, 4, 2))
einsum("...ij,...jk->...ik", a, b)
einsum("...j->j", normal(2, 3, 4))
einsum("i...,i...", normal(2, 3, 4), normal(2, 4))
einsum("a...b->b...a", normal(2, 3, 4, 2))
einsum(" i j, ...j->... i ", a, normal(2, 4))
einsum("i,j,ij->", normal(3), normal(4), a)
einsum("ij,jk,kl->il", a, b, normal(2, 5))
einsum("ij,ij,ij->i", a, a + 1, a - 1)
einsum("ab,bc,cd,de->ae", a, b, normal(2, 3), normal(3, 4))
einsum("i,i->", np.array([1.0, inf]), np.array([2.0, 3.0]))

literal("tensordot of 2 axes", lambda x, y: torch.tensordot(x, y, 2), normal(3, 2, 4), normal(2, 4, 3))
for size in 2, 1:
    literal("tensordot crosswise", lambda x, y: torch.tensordot(x, y, ([1, -1], [2, 0])),
            normal(3, size, 4), normal(4, 3, 2))
literal("tensordot of no axes", lambda x, y: torch.tensordot(x, y, 0), a[0], b)

literal("dot", torch.dot, a[0], a[1])
literal("dot", torch.dot, ints[0][0], ints[0][1])
literal("dot", torch.dot, np.zeros(0), np.zeros(0))
literal("outer", torch.outer, a[0], b[0])
literal("outer", torch.outer, ints[0][0], ints[1][0])
literal("bmm", torch.bmm, normal(2, 3, 4), normal(2, 4, 2))
summands = normal(3, 2), normal(2), normal(3, 1)
for beta, alpha in (1, 1), (0.5, -2), (0, 1):
    for x in summands:
        literal(f"addmm by {float(beta)} and {float(alpha)}",
                lambda x, y, z: torch.addmm(x, y, z, beta=beta, alpha=alpha), x, a, b)
    literal(f"baddbmm by {float(beta)} and {float(alpha)}",
            lambda x, y, z: torch.baddbmm(x, y, z, beta=beta, alpha=alpha),
            normal(2, 3, 2), normal(2, 3, 4), normal(2, 4, 2))
literal("addmm by 0.0 and 1.0", lambda x, y, z: torch.addmm(x, y, z, beta=0),
        np.array([nan, inf]), a, b)

for x, y in (a, b), (a[0], b), (normal(2, 1, 2), a[0]), (np.array(2.5), a), ints, (np.zeros((2, 0)), b):
    literal("kron", torch.kron, x, y)
# Of tall matrices PyTorch 1.13 gives elements below the diagonal a gradient too.
for x in normal(3, 3), a, ints[0], np.zeros((0, 3)):
    literal("trace", torch.trace, x)
for exponent in 0, 1, 2, 3, 6:
    for x in normal(3, 3), normal(2, 2, 2), np.zeros((2, 2)):
        literal(f"matrixPower {exponent}", lambda v: torch.linalg.matrix_power(v, exponent), x)
literal("matrixPower 0", lambda v: torch.linalg.matrix_power(v, 0), np.eye(2, dtype=np.int64))

literal("cross along -1", torch.linalg.cross, normal(2, 3), normal(2, 3))
literal("cross along -1", torch.linalg.cross, normal(2, 3), normal(1, 3))
literal("cross along -1", torch.linalg.cross, np.array([1, 2, 3]), np.array([-1, 0, 2]))
literal("cross along 0", lambda x, y: torch.linalg.cross(x, y, dim=0), normal(3, 4), normal(3, 1))

ties = np.array([[1.0, -2.0, 0.0], [-2.0, 1.0, 3.0]])
for name, order in ("of Frobenius", "fro"), ("by 1.0", 1), ("by -1.0", -1), ("by Infinity", inf), ("by -Infinity", -inf):
    for x in a, normal(2, 3, 2), ties, np.zeros((2, 2)), np.array([[1.0, nan], [2.0, 3.0]]), np.array([[inf, 1.0]]):
        literal(f"matrixNorm {name}", lambda v: torch.linalg.matrix_norm(v, order), x)
literal("matrixNorm of Frobenius", torch.linalg.matrix_norm, np.zeros((2, 0, 3)))

# Decompositions, of matrices that are regular or definite as LinalgRows makes them.
linalg = torch.linalg
# With NaN or infinities LAPACK may never end.
literals.tried = ("nothing", "one element")


def upright(x):
    m, n = x.shape[-2:]
    return x + torch.eye(m, n, dtype=x.dtype) * torch.arange(3, 3 + m).reshape(m, 1)


def definite(x):
    return (upright(x) + upright(x).mT) / 2


def lstsq(x, y):
    return linalg.lstsq(upright(x), y).solution


def uniform(*shape):
    return rng.uniform(-1, 1, size=shape).round(3)


# The gradient of a singular matrix is left out: PyTorch 1.13 gives zeros.
for x in normal(3, 3), normal(2, 1, 2, 2), np.zeros((0, 0)), np.array([[2.0]]):
    literal("det", linalg.det, x)
    literal("slogdet", lambda v: linalg.slogdet(upright(v)).logabsdet, x)
    literal("slogdet, sign", lambda v: linalg.slogdet(-upright(v)).sign, x)
for x in np.array([[1.0, 2.0], [2.0, 4.0]]), np.arange(9.0).reshape(3, 3):
    literals.add("det", [x], np.zeros(()))
for x in uniform(3, 3), uniform(2, 2, 2), uniform(1, 1):
    literal("inverse", lambda v: linalg.inv(upright(v)), x)
    for upper in False, True:
        literal("cholesky, upper" if upper else "cholesky",
                lambda v: linalg.cholesky(definite(v), upper=upper), x)
    literal("eigvalsh", lambda v: linalg.eigvalsh(definite(v)), x)
for x, y in (uniform(3, 3), uniform(3, 2)), (uniform(2, 1, 2, 2), uniform(2, 2, 3)):
    literal("solve", lambda v, w: linalg.solve(upright(v), w), x, y)
for x, y in (uniform(3, 3), uniform(3)), (uniform(2, 3, 3), uniform(2, 3)):
    literal("solve of vectors", lambda v, w: linalg.solve(upright(v), w), x, y)
literal("solve from the right", lambda v, w: linalg.solve(upright(v), w, left=False),
        uniform(3, 3), uniform(2, 3))
for name, upper, left, ones in (("lower", False, True, False), ("upper", True, True, False),
                                ("lower, from the right", False, False, False),
                                ("upper, from the right", True, False, False),
                                ("lower with ones", False, True, True),
                                ("upper with ones, from the right", True, False, True)):
    literal(f"solveTriangular, {name}",
            lambda v, w: linalg.solve_triangular(upright(v), w, upper=upper, left=left, unitriangular=ones),
            uniform(3, 3), uniform(2, 3, 3))
for x in uniform(3, 3), uniform(4, 2), uniform(2, 4), uniform(2, 3, 2), uniform(1, 1):
    literal("qr, Q", lambda v: linalg.qr(upright(v)).Q, x)
    literal("qr, R", lambda v: linalg.qr(upright(v)).R, x)
    literal("qrR", lambda v: linalg.qr(upright(v)).R, x)
    literal("svdvals", lambda v: linalg.svdvals(upright(v)), x)
    literal("svd, U·Vh", lambda v: torch.matmul(*linalg.svd(upright(v), full_matrices=False)[::2]), x)
    literal("pinv", lambda v: linalg.pinv(upright(v)), x)
    literal("cond", lambda v: linalg.cond(upright(v)), x)
    literal("cond by -2", lambda v: linalg.cond(upright(v), -2), x)
    literal("cond by nuc", lambda v: linalg.svdvals(upright(v)).sum(-1) * (1 / linalg.svdvals(upright(v))).sum(-1), x)
    literal("matrixNorm by -2", lambda v: linalg.matrix_norm(upright(v), -2), x)
    literal("matrixRank", lambda v: linalg.matrix_rank(upright(v)), x)
    literal("spectralNorm", lambda v: linalg.matrix_norm(upright(v), 2), x)
    literal("nuclearNorm", lambda v: linalg.matrix_norm(upright(v), "nuc"), x)
for x, y in (uniform(4, 2), uniform(4, 3)), (uniform(3, 3), uniform(3, 1)), (uniform(2, 3, 2), uniform(2, 3, 1)):
    literal("lstsq", lstsq, x, y)

literal("matmul of odd sizes", torch.matmul, normal(3, 37), normal(37, 5))
for x in normal(3, 4), normal(4), normal(2, 1, 4), np.array([[inf, 0.0, nan, 1.0]]), np.zeros((0, 4)):
    literal("linear", torch.nn.functional.linear, x, normal(2, 4))
    literal("linear with bias", torch.nn.functional.linear, x, normal(2, 4), normal(2))
for x in uniform(3, 3), uniform(2, 2, 2), uniform(1, 1):
    literal("qr", lambda v: torch.matmul(*linalg.qr(upright(v))), x)
    literal("eigh", lambda v: (lambda e: e[1] * e[0].unsqueeze(-2) @ e[1].mT)(linalg.eigh(definite(v))), x)


def product(x):
    u, s, vh = linalg.svd(upright(x), full_matrices=False)
    return u * s.unsqueeze(-2) @ vh


def cofactors(x):
    """Of a regular matrix."""
    return linalg.det(x)[..., None, None] * linalg.inv(x).mT


for x in uniform(3, 3), uniform(4, 2), uniform(2, 4), uniform(1, 1):
    literal("svd", product, x)
for x, g in (normal(3, 3), normal(3, 3)), (normal(2, 2, 2), normal(2, 2, 2)), (normal(1, 1), normal(1, 1)):
    literal("cofactor", cofactors, x)
    literal("cofactorSlope",
            lambda v, d: torch.autograd.functional.jvp(cofactors, upright(v.detach()), d.detach())[1], x, g)
literals.tried = EDGES
for rows in (3,), (), (5, 3), (0,):
    literal("quantizedMatmul", lambda x, q, s: x @ (q.to(x.dtype) - 128) * s, normal(*rows, 4),
            rng.integers(0, 256, (4, 2)).astype(np.uint8), rng.uniform(0.001, 0.02, 2).round(4))

literals.tried = ("nothing", "one element")
for x in uniform(3, 3), uniform(2, 2, 2), uniform(1, 1), np.zeros((0, 0)):
    literal("matrixPower -2", lambda v: linalg.matrix_power(upright(v), -2), x)

literals.write()
