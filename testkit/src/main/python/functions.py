"""Writes functions.txt: values and gradients of functions of one or two numbers by PyTorch.

Run: python3 functions.py
"""

import numpy as np
import torch
from literals import Literals
from scipy import special
from torch.nn import functional

literals = Literals("functions", f"PyTorch {torch.__version__}")
inf, nan = float("inf"), float("nan")

real = [-7.25, -2.5, -1.0, -0.3, -1e-5, 0.0, 1e-5, 0.1, 0.7, 1.0, 2.0, 3.75, 9.5]
wide = real + [inf, -inf, nan]
positive = [1e-30, 1e-5, 0.1, 0.5, 0.9999, 1.0, 1.0001, 2.0, 10.0, 12345.678, 1e30]
edges = [0.0, -0.0, -1.0, inf, nan]
unit = [-1.0, -0.875, -0.5, -1e-5, 0.0, 0.1, 0.5, 0.51, 0.99, 1.0, 1.5, -2.0, nan]


def unary(row, f, x):
    literals.torch(row, f, np.array(x))
    literals.torch(row, f, np.zeros((2, 0)), dtypes=(np.float64,))


unary("exp2", torch.exp2, wide + [-1080.0, 1030.0, -140.0])
unary("log2", torch.log2, positive + edges)
unary("log10", torch.log10, positive + edges)
unary("rsqrt", torch.rsqrt, positive + edges)
unary("reciprocal", torch.reciprocal, positive + wide)
unary("tan", torch.tan, real + [100.0, -1000.5, inf, nan])
unary("asin", torch.asin, unit)
unary("acos", torch.acos, unit)
unary("atan", torch.atan, wide)
unary("sinh", torch.sinh, wide + [80.0])
unary("cosh", torch.cosh, wide + [80.0])
unary("asinh", torch.asinh, wide + [1e4])
unary("acosh", torch.acosh, [1.0, 1.5, 2.0, 10.0, 1e4, 0.5, inf, nan])
unary("atanh", torch.atanh, unit)
unary("erfc", torch.erfc, wide)
unary("erfinv", torch.erfinv, unit)
gamma = [1e-5, 0.1, 0.5, 0.9999, 1.0, 1.25, 1.5, 2.0, 2.4, 2.5, 2.75, 3.75, 9.5, 1234.5, -0.3, -1.5, -7.25]
unary("lgamma", torch.lgamma, gamma + [0.0, -0.0, -2.0, 1e30, inf, -inf, nan])
unary("mvlgamma 3", lambda x: torch.mvlgamma(x, 3), [1.25, 1.5, 2.0, 2.4, 3.75, 9.5, 1234.5, inf, nan])
# PyTorch's digamma has lost three bits at 1.25 and 1.5, and its slope, polygamma 1, six to ten digits below 1.
for dtype in (np.float32, np.float64):
    x = np.array([v for v in gamma if v not in (1.25, 1.5)] + [0.0, -0.0, 1e30, inf, -inf, nan], dtype)
    literals.add("digamma", [x], torch.digamma(torch.tensor(x.astype(np.float64))).numpy(), dtype)
for order in (1, 2, 3):
    for dtype in (np.float32, np.float64):
        x = np.array(gamma[1:-3] + [0.0], dtype)
        literals.add(f"polygamma {order}", [x], special.polygamma(order, x.astype(np.float64)), dtype)
unary("logSigmoid", functional.logsigmoid, [v for v in wide if v == v] + [-80.0, 40.0])
unary("gelu", functional.gelu, [0.0, 0.1, 0.7, 1.0, 2.0, 9.5, inf, -inf, nan])
unary("geluTanh", lambda x: functional.gelu(x, approximate="tanh"), wide[1:])
unary("softplus above a threshold", lambda x: functional.softplus(x, 2, 3),
      [-9.0, -0.5, 0.0, 1.4, 1.5, 1.6, 8.0, inf, nan])
unary("pow 2.5", lambda x: x.pow(2.5), positive[1:-1] + [0.0, -1.0, inf])
unary("pow -3", lambda x: x.pow(-3.0), [0.5, 1.0, 2.0, -2.0, -10.0, inf])
unary("pow of 2.5", lambda x: torch.pow(2.5, x), wide)

pairs = np.meshgrid(*2 * [np.array([0.0, 0.5, 1.0, 2.0, -1.0, -2.0, -0.5, inf, -inf, nan])])
base, exponent = (np.ravel(v) for v in pairs)
literals.torch("pow", torch.pow, base, exponent)
ints = np.array([-3, -2, -1, 0, 1, 2, 3])
for row, x, y in [("pow", ints, np.array([5, 2, 7, 0, 70, 62, 41])),
                  ("pow", ints, np.array([-1, -2, -3, 5, -5, -1, -2])),
                  ("pow", ints.astype(np.int32), np.array([3, 31, 8, 1, 9, 31, 25], np.int32)),
                  ("pow", np.array([2, 3, 250], np.uint8), np.array([7, 6, 3], np.uint8))]:
    literals.torch(row, torch.pow, x, y, dtypes=(np.int64,))
finite = np.array([-2.0, -0.5, 0.0, 0.5, 3.0])
for row, f in [("hypot", torch.hypot), ("atan2", torch.atan2), ("logAddExp", torch.logaddexp),
               ("xlogy", torch.xlogy)]:
    literals.torch(row, f, *(np.ravel(v) for v in pairs))
    literals.torch(row, f, finite[:, None], finite)
literals.torch("logAddExp", torch.logaddexp, np.array([1000.0, -1000.0, 3.0]),
               np.array([1000.0, -1000.5, -800.0]))

def slope(x):
    """Of gelu."""
    x = x.clone().requires_grad_()
    return torch.autograd.grad(functional.gelu(x).sum(), x)[0]


unary("gelu slope", slope, wide)

literals.write()
