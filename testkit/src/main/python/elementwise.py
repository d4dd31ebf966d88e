"""Writes elementwise.txt: what is done element by element, activation functions among it.

Run: python3 elementwise.py. By PyTorch in float64, with gradients at kinks, ties and infinities.
"""

from fractions import Fraction

import numpy as np
import torch
import torch.nn.functional as F
from literals import Literals

literals = Literals("elementwise", f"PyTorch {torch.__version__}")


def line(row, f, *operands):
    """In both types of floats, once if there are none."""
    floats = any(np.asarray(x).dtype.kind == "f" for x in operands)
    literals.torch(row, f, *operands, dtypes=(np.float32, np.float64) if floats else (np.float64,))


inf, nan = float("inf"), float("nan")

halves = [-2.5, -1.5, -1.2, -1.0, -0.5, -0.3, -0.0, 0.0, 0.3, 0.5, 1.0, 1.5, 2.5, 3.7, 1e20, inf, -inf, nan]
for row in ("floor", "ceil", "trunc", "round"):
    line(row, getattr(torch, row), halves)
    line(row, getattr(torch, row), np.array([-3, 0, 7]))
line("frac", torch.frac, halves)
line("round to tenths", lambda x: torch.round(x, decimals=1), [0.25, 0.75, -0.25, 1.26, -7.04, inf, nan])
line("round to tens", lambda x: torch.round(x, decimals=-1), [4.0, 5.0, 15.0, 16.0, -25.0, inf, nan])

# Every sign with every sign, zeros, what is larger than its divisor, and what has no quotient.
a = [7.5, -7.5, 7.5, -7.5, 6.0, -6.0, 0.0, 1.0, 1e20, 5.0, -5.0, 3.0, 0.0, inf, 1.0, -1.0, 1.0, nan, 1.0]
b = [2.0, 2.0, -2.0, -2.0, 3.0, 3.0, 2.0, 0.1, 3.0, 9.0, 9.0, 0.0, 0.0, 2.0, inf, inf, -inf, 1.0, nan]
i, j = np.array([7, -7, 7, -7, 6, -6, 0, 5]), np.array([2, 2, -2, -2, 3, 3, -4, 9])
u, v = np.array([250, 7, 0], np.uint8), np.array([7, 250, 3], np.uint8)
for row, f in [
    ("div truncated", lambda x, y: torch.div(x, y, rounding_mode="trunc")),
    ("floorDivide", lambda x, y: torch.div(x, y, rounding_mode="floor")),
    ("fmod", torch.fmod),
    ("remainder", torch.remainder),
]:
    # PyTorch's gradient of fmod(1, 0.1) is -10, since 1/0.1 is rounded to 10; ours -9.
    n = 7 if row == "fmod" else 0
    literals.torch(row, f, a[n and n + 1:], b[n and n + 1:], dtypes=(np.float64,))
    if row == "fmod":
        literals.torch(row, f, a[:n], b[:n], dtypes=(np.float64,))
        whole = Fraction(1.0) // Fraction(0.1)
        literals.add(row, [np.array(a[n]), np.array(b[n])], np.fmod(a[n], b[n]), np.float64,
                     [np.array(1.0), np.array(float(-whole))])
    if row != "div truncated":  # which rounds a quotient of float32 first
        literals.torch(row, f, a[:7], b[:7], dtypes=(np.float32,))
    for x, y in ((i, j), (i.astype(np.int32), j.astype(np.int32)), (u, v)):
        line(row, f, x, y)

signs = [1.5, -1.5, 0.0, -0.0, inf, -inf, 2.0, -2.0]
# PyTorch's gradient at infinities is NaN, ours 1 or -1.
line("copysign", lambda x, y: torch.copysign(x, y).detach(), signs, [-1.0, 1.0, -2.0, 2.0, -0.0, 0.0, -inf, nan])
line("copysign", torch.copysign, signs[:4], [-1.0, 1.0, -2.0, 2.0])
line("signbit", torch.signbit, signs + [nan])
line("signbit", torch.signbit, np.array([-1, 0, 1]))
for row, f in [("isNaN", torch.isnan), ("isInf", torch.isinf), ("isPosInf", torch.isposinf),
               ("isNegInf", torch.isneginf), ("isFinite", torch.isfinite)]:
    line(row, f, [0.0, -1.5, inf, -inf, nan, 1e30])
    line(row, f, np.array([3, -1]))

bounded = [0.0, 1.0, 1.5, 2.0, 3.0, -inf, inf, nan]
line("clip", lambda x: torch.clamp(x, 1, 2), bounded)
line("clip", lambda x: torch.clamp(x, 1, 2), np.array([-4, 1, 2, 9]))
line("clampMin", lambda x: torch.clamp_min(x, 1), bounded)
line("clampMax", lambda x: torch.clamp_max(x, 1), bounded)
line("clip by tensors", torch.clamp, [0.0, 1.0, 1.5, 2.0, 3.0, 3.0, 0.0, 1.5],
     [1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0], [2.0, 2.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0])
line("clip by tensors", torch.clamp, np.array([[3], [-5]]), np.array([0, 4]), np.array([2, 1]))
line("nanToNum", lambda x: torch.nan_to_num(x, 7, 100, -50), [1.5, nan, inf, -inf, -2.0])
holes = [1.0, nan, 2.0, nan, 3.0, -inf], [1.0, 2.0, nan, nan, -inf, inf]
line("fmax", torch.fmax, *holes)
line("fmin", torch.fmin, *holes)
line("isClose", lambda x, y: torch.isclose(x, y, 0.25, 0.5), [1.0, 1.5, 1.0, inf, inf, nan, 1.0],
     [1.5, 1.0, 2.5, inf, -inf, nan, inf])
line("lerp", torch.lerp, [1.0, 1.0, 1.0, 1.0, 1.0], [3.0, 3.0, 3.0, 3.0, 3.0], [0.0, 0.3, 0.5, 1.0, 1.5])
line("addcmul", lambda x, y, z: torch.addcmul(x, y, z, value=0.5), [[1.0, 2.0]], [3.0, 4.0], [[5.0], [-6.0]])
line("addcdiv", lambda x, y, z: torch.addcdiv(x, y, z, value=0.5), [[1.0, 2.0]], [3.0, 4.0], [[5.0], [-6.0]])

bools = np.array([True, True, False, False]), np.array([True, False, True, False])
odd = [0.0, -0.0, 2.0, nan]
for word in ("and", "or", "xor"):
    row, f = f"logical{word.capitalize()}", getattr(torch, f"logical_{word}")
    line(row, f, *bools)
    line(row, f, odd, [0.0, 1.0, 0.0, 1.0])
    line(row, f, np.array([0, 3, -1]), np.array([0, 0, 2]))
    row, f = f"bitwise{word.capitalize()}", getattr(torch, f"bitwise_{word}")
    line(row, f, *bools)
    line(row, f, np.array([12, -12, 2**40 + 5]), np.array([10, 10, -1]))
    line(row, f, np.array([200, 15], np.uint8), np.array([77, 240], np.uint8))
line("logicalNot", torch.logical_not, odd)
line("bitwiseNot", torch.bitwise_not, np.array([0, 5, -7]))
line("bitwiseNot", torch.bitwise_not, np.array([0, 5, 200], np.uint8))
for row, f in [("bitwiseLeftShift", torch.bitwise_left_shift), ("bitwiseRightShift", torch.bitwise_right_shift)]:
    line(row, f, np.array([5, -5, 1, -128]), np.array([0, 3, 62, 4]))
    line(row, f, np.array([5, 200, 255], np.uint8), np.array([1, 3, 7], np.uint8))

wide = [-7.25, -3.0, -1.0, -0.5, -0.3, -1e-5, 0.0, 1e-5, 0.3, 0.5, 1.0, 2.0, 3.0, 6.0, 9.5]
all_ = wide + [inf, -inf, nan]
plain = {
    "relu": F.relu,
    "leakyRelu": lambda x: F.leaky_relu(x, 0.1),
    "relu6": F.relu6,
    "elu": lambda x: F.elu(x, 0.7),
    "celu": lambda x: F.celu(x, 0.5),
    "selu": F.selu,
    "hardtanh": lambda x: F.hardtanh(x, -1, 2),
    "threshold": lambda x: F.threshold(x, 0.5, -2),
    "hardshrink": lambda x: F.hardshrink(x, 0.5),
}
# Where no exponential less 1 cancels in PyTorch, whose gradient at NaN depends on how it vectorises.
near = [x for x in wide if x > -4 and abs(x) > 1e-3] + [0.0, inf, -inf]
for row, f in plain.items():
    line(row, f, near)
    line(row, lambda x: f(x).detach(), [nan, -7.25, nan])
line("softshrink", lambda x: F.softshrink(x, 0.5), wide + [inf, -inf])
# Its slope is 1/6 in float32.
line("hardSigmoid", lambda x: F.hardsigmoid(x).detach(), all_)
line("hardSigmoid", F.hardsigmoid, [-inf, -4.0, -3.0, 3.0, 5.0, inf])
# PyTorch's gradient at its kinks changed between versions, and infinities have none.
line("hardSwish", F.hardswish, [x for x in wide if abs(x) != 3])
for row, f in [("silu", F.silu), ("mish", F.mish), ("softsign", F.softsign), ("tanhshrink", F.tanhshrink),
               ("hardSwish", F.hardswish)]:
    if row != "hardSwish":
        line(row, f, wide)
    line(row, lambda x: f(x).detach(), all_)
x = np.array([[-2.0, 0.0, 3.0], [1.0, -0.5, -4.0]])
line("prelu", F.prelu, x, [0.25, 0.5, -1.0])
line("prelu", F.prelu, x.reshape(1, 2, 3), [0.25, 0.5])
line("prelu", F.prelu, x.ravel(), [0.25])
line("glu along 1", lambda x: F.glu(x, 1), np.arange(-4.0, 4.0).reshape(2, 4))
line("glu along 0", lambda x: F.glu(x, 0), [-2.0, 0.5])

apart = [7.5, -7.5, 6.5, -6.5, 5.5], [2.0, 2.0, -4.0, -4.0, 9.0]
for row, f in [("div truncated", lambda x, y: torch.div(x, y, rounding_mode="trunc")),
               ("floorDivide", lambda x, y: torch.div(x, y, rounding_mode="floor")),
               ("fmod", torch.fmod), ("remainder", torch.remainder)]:
    line(f"{row} between jumps", f, *apart)
line("where positive", lambda y, g: torch.where(y > 0, g, torch.zeros(()).to(g)), [-1.0, -0.0, 0.0, 2.0, nan, inf],
     [1.0, 2.0, 3.0, nan, 5.0, -inf])
for x in np.array([1.5, -2.0, 0.25]), np.array([3, -4, 5]), np.array([3, 4, 5], np.uint8):
    line("addcmul of integers too", torch.addcmul, x, x[::-1].copy(), x[:1])

literals.write()
