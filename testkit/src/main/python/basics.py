"""Writes basics.txt: values of operations by NumPy and SciPy.

Run: python3 basics.py. Functions are evaluated in float64 and rounded.
"""

import numpy as np
import scipy
import torch
from literals import Literals
from scipy import special

literals = Literals("basics", f"NumPy {np.__version__} and SciPy {scipy.__version__}")
literal = literals.add
rng = np.random.default_rng(20240607)


def unary(row, f, x):
    for dtype in (np.float32, np.float64):
        v = np.asarray(x).astype(dtype)
        with np.errstate(all="ignore"):
            literal(row, [v], f(v.astype(np.float64)), dtype)


real = [-7.25, -2.5, -1.0, -0.3, -1e-5, 0.0, 1e-5, 0.1, 0.7, 1.0, 2.0, 3.75, 9.5]
wide = real + [float("inf"), float("-inf"), float("nan")]
positive = [1e-30, 1e-5, 0.1, 0.5, 0.9999, 1.0, 1.0001, 2.0, 10.0, 12345.678, 1e30]

unary("exp", np.exp, wide + [-87.0, 88.0])
unary("log", np.log, positive + [0.0, -1.0, float("inf"), float("nan")])
unary("expm1", np.expm1, [-float("inf"), -30.0, -1.0, -1e-9, 0.0, 1e-9, 0.5, 2.0, 80.0, float("inf")])
unary("log1p", np.log1p, [-1.0, -0.99, -0.5, -1e-9, 1e-9, 0.0, 0.3, 1.0, 1e6, float("inf")])
unary("sqrt", np.sqrt, positive + [0.0, -1.0, float("inf")])
unary("sin", np.sin, real + [100.0, -1000.5, 3.141592653589793])
unary("cos", np.cos, real + [100.0, -1000.5, 1.5707963267948966])
unary("tanh", np.tanh, wide)
unary("sigmoid", special.expit, wide + [-80.0, 40.0])
unary("erf", special.erf, wide)
unary("softplus", lambda x: np.logaddexp(0, x), [v for v in wide if v == v])
unary("floor", np.floor, wide)
unary("abs", np.abs, wide)
unary("sign", lambda x: torch.sign(torch.tensor(x)).numpy(), wide)
unary("relu", lambda x: np.maximum(x, 0), wide)
unary("neg", np.negative, wide)
unary("gelu", lambda x: x / 2 * special.erfc(-x * np.sqrt(0.5)), real[2:])
unary("silu", lambda x: x * special.expit(x), real)

a = rng.uniform(-3, 3, (2, 3)).round(3)
b = rng.uniform(0.5, 3, (3,)).round(3)
ints = np.array([[-7, 0, 3], [2, 5, -1]], np.int64)
for row, f in [("add", np.add), ("sub", np.subtract), ("mul", np.multiply), ("div", np.divide),
               ("maximum", np.maximum), ("minimum", np.minimum)]:
    literal(row, [a, b], f(a, b))
    if row != "div":
        literal(row, [ints, np.array([2, -3, 3])], f(ints, np.array([2, -3, 3])))
        x, y = np.array([250, 3, 7], np.uint8), np.array([10, 5, 7], np.uint8)
        literal(row, [x, y], f(x, y))
literal("div", [ints, np.array([2, -3, 3])], ints / np.array([2, -3, 3]), np.float32)
nans = np.array([1.0, float("nan"), 3.0]), np.array([float("nan"), 2.0, 3.0])
for row, f in [("eq", np.equal), ("ne", np.not_equal), ("lt", np.less), ("le", np.less_equal),
               ("gt", np.greater), ("ge", np.greater_equal), ("maximum", np.maximum),
               ("minimum", np.minimum)]:
    literal(row, nans, f(*nans))
literal("bitwiseNot of bools", [np.array([True, False])], np.array([False, True]))
condition = np.array([True, False, True])
literal("where", [condition, a, b], np.where(condition, a, b))
literal("to int32", [np.array([-2.7, -0.5, 0.5, 2.7])], np.array([-2, 0, 0, 2], np.int32))
literal("to uint8", [np.array([0, 255, 256, -1])], np.array([0, 255, 0, 255], np.uint8))
literal("to bool", [np.array([0.0, -0.0, 0.3, -2])], np.array([False, False, True, True]))
literal("to float32", [np.array([0.1, 1e-50, 16777217.0])],
        np.array([0.1, 1e-50, 16777217.0]).astype(np.float32))
literal("copy", [a], a)

x = rng.normal(size=(2, 3, 4)).round(3)
xi = rng.integers(-9, 9, (2, 3, 4))
for v in (x, x.astype(np.float32), xi):
    literal("sum over [0, 2]", [v], v.sum((0, 2)))
    literal("sum, kept, over [1]", [v], v.sum(1, keepdims=True))
    literal("max over [0, 1, 2]", [v], v.max())
    literal("min over [1, 2]", [v], v.min((1, 2)))
    literal("argmax along 2".replace(" along ", " over [") + "]", [v], v.argmax(2))
    literal("argmin over [0]", [v], v.argmin(0))
for v in (x, x.astype(np.float32), xi):
    literal("cumSum along 1", [v], np.cumsum(v, 1))
    literal("cumProd along 2", [v], np.cumprod(v, 2))
    literal("cumMax along 0", [v], np.maximum.accumulate(v, 0))
    if v.dtype != xi.dtype:
        literal("logCumSumExp along 1", [v], np.logaddexp.accumulate(v, 1))
    literal("sort along 2", [v], np.sort(v, 2))
    literal("argsort along 1", [v], np.argsort(v, 1, kind="stable"))
literal("cumMax along 0", [np.array([1.0, float("nan"), 3.0])],
        np.array([1.0, float("nan"), float("nan")]))
for dtype in (np.float32, np.float64):
    for v in ([-float("inf"), -float("inf"), 0.5, -float("inf"), 1000.0, 1000.0],
              [-1e30, 1.0, float("inf"), -float("inf"), float("inf")], [1.0, float("nan"), 2.0]):
        v = np.array(v, dtype)
        literal("logCumSumExp along 0", [v], np.logaddexp.accumulate(v.astype(np.float64)), dtype)
literal("sort along 0", [np.array([2.0, float("nan"), -float("inf"), 1.0])],
        np.array([-float("inf"), 1.0, 2.0, float("nan")]))
literal("argsort along 0", [np.array([3, 1, 3, 1, 2])], np.array([1, 3, 4, 0, 2]))
literal("sum over [0]", [np.array([True, True, False])], np.int64(2))
literal("mean over [0, 2]", [x], x.mean((0, 2)))
holes = np.array([1.0, float("nan"), 3.0, float("nan")])
literal("max over [0]", [holes], holes.max())
literal("argmax over [0]", [holes], holes.argmax())
literal("argmax over [0]", [np.array([2, 7, 7, 1])], np.int64(1))
extreme = np.array([[1000.0, 1000.0, -1000.0], [-1e30, 0.0, 3.0], [-float("inf"), 1.0, 2.0]])
for dtype in (np.float32, np.float64):
    e = extreme.astype(dtype)
    literal("softmax along 1", [e], special.softmax(e.astype(np.float64), 1), dtype)
    literal("logSoftmax along 1", [e], special.log_softmax(e.astype(np.float64), 1), dtype)
literal("softmax along 0", [x], special.softmax(x, 0))
literal("logSoftmax along 2", [x], special.log_softmax(x, 2))

literal("reshape to [4, 6]", [x], x.reshape(4, 6))
literal("permute [2, 0, 1]", [x], x.transpose(2, 0, 1))
y = np.arange(10.0).reshape(2, 5)
literal("slice by 2", [y], y[:, 0:5:2])
literal("slice backwards by 2", [y], y[:, -1:0:-2])
literal("flip", [y], y[:, ::-1])
literal("select", [y], y[:, -1])
literal("broadcastTo", [np.array([[1.0], [2.0]])], np.broadcast_to([[1.0], [2.0]], (3, 2, 4)))
literal("concat along 0", [y, y[:1], y + 10], np.concatenate([y, y[:1], y + 10]))
index = rng.integers(0, 5, (2, 3))
literal("gather along 1", [y, index], np.take_along_axis(y, index, 1))
literal("rows", [y.T, np.array([4, 0, 4])], y.T[[4, 0, 4]])
s = np.zeros((3, 5))
v = rng.normal(size=(3, 4)).round(3)
index = rng.integers(0, 5, (3, 4))
np.add.at(s, (np.arange(3)[:, None], index), v)
literal("scatterAdd of zeros along 1", [v, index], s)
parts = rng.normal(size=(2, 3)).round(3), rng.normal(size=(2, 2)).round(3)
s = np.zeros((2, 5))
s[:, 0:5:2] += parts[0]
s[:, 4:2:-1] += parts[1]
literal("sumOfParts", parts, s)

m, n = rng.normal(size=(2, 1, 3, 4)).round(3), rng.normal(size=(3, 4, 2)).round(3)
literal("matmul", [m, n], m @ n)
literal("matmul of vector and matrix", [m[0, 0, 0], n], m[0, 0, 0] @ n)
literal("matmul of matrix and vector", [m, n[0, :, 0]], m @ n[0, :, 0])
literal("matmul of vectors", [m[0, 0, 0], n[0, :, 1]], m[0, 0, 0] @ n[0, :, 1])

logits, output = rng.normal(size=(4, 3)).round(3), rng.normal(size=(2, 3)).round(3)
classes, target = np.array([2, 0, 1, 2]), rng.uniform(0, 1, (2, 3)).round(3)
entropy = -special.log_softmax(logits, 1)[np.arange(4), classes].mean()
literal("crossEntropy with int64", [logits, classes], entropy)
literal("crossEntropy with int32", [logits, classes.astype(np.int32)], entropy)
far = np.array([[1e4, -1e4, 0.0]])
literal("crossEntropy with int64", [far, np.array([1])], 2e4)
literal("mseLoss", [output, target], ((output - target) ** 2).mean())


def logistic(z, t):
    return (t * np.logaddexp(0, -z) + (1 - t) * np.logaddexp(0, z)).mean()


literal("binaryCrossEntropyWithLogits", [output, target], logistic(output, target))
z, t = np.array([100.0, -100.0, 100.0]), np.array([1.0, 0.0, 0.5])
literal("binaryCrossEntropyWithLogits", [z, t], logistic(z, t))
literal("binaryCrossEntropyWithLogits of classes with int64", [logits[:, :1], classes % 2],
        logistic(logits[:, 0], classes % 2))


def normalized(x, axes):
    last = tuple(range(-axes, 0))
    return (x - x.mean(last, keepdims=True)) / np.sqrt(x.var(last, keepdims=True) + 0.1)


w, b = rng.normal(size=(3, 4)).round(3), rng.normal(size=(3, 4)).round(3)
literal("layerNorm of 1", [x], normalized(x, 1))
literal("layerNorm of 2", [x], normalized(x, 2))
literal("layerNorm by weight", [x, w[0]], normalized(x, 1) * w[0])
literal("layerNorm by weight and bias", [x, w, b], normalized(x, 2) * w + b)

# Conversions: ties, what is too large or too small, and what has no number.
odd = np.array([-2.7, -0.5, 0.5, 2.7, 1e9])
literal("to int64", [odd], odd.astype(np.int64))
coarse = np.array([1.0, 1.00048828125, 1.00146484375, -65519.0, 65520.0, 6e-8, 2e-8, 1e-40, 3.4e38, -0.0])
coarse = np.append(coarse, [float("inf"), float("-inf"), float("nan")])
with np.errstate(over="ignore"):
    literal("to float16", [coarse], coarse.astype(np.float16))
literal("to bfloat16", [coarse], torch.tensor(coarse).to(torch.bfloat16))
narrow = coarse.astype(np.float32)
literal("to float64", [narrow], narrow.astype(np.float64))
for v in (coarse, np.zeros((2, 0)), np.array([0.3])):
    literal("to float32", [v], v.astype(np.float32))
    literal("to bool", [v], v.astype(bool))
    literal("copy", [v], v)

literal("binaryCrossEntropyWithLogits of classes with int32", [logits[:, :1], (classes % 2).astype(np.int32)],
        logistic(logits[:, 0], classes % 2))

literals.write()
