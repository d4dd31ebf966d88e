"""Writes attributions.txt: gradients and integrated gradients of networks by PyTorch.

Operands are the input, the baseline, and the weights; the result is an attribution of the first
output. The integral is taken by 64 points of Gauss and Legendre in each of many equal parts, in
float64, so that it is right to many more digits than a test compares.

Run: python3 attributions.py.
"""

import numpy as np
import torch
import torch.nn.functional as F
from literals import Literals

torch.set_num_threads(1)
literals = Literals("attributions", f"PyTorch {torch.__version__}")
rng = np.random.default_rng(20)


def gradients(f, x):
    """Of the first output, for each of a batch."""
    x = x.clone().requires_grad_(True)
    return torch.autograd.grad(f(x)[:, 0].sum(), x)[0]


def integrated(f, x, baseline, parts):
    nodes, weights = np.polynomial.legendre.leggauss(64)
    total = torch.zeros_like(x)
    for i in range(parts):
        t = torch.tensor((i + (nodes + 1) / 2) / parts)
        w = torch.tensor(weights / 2 / parts)
        shape = (-1,) + (1,) * x.dim()
        at = baseline + t.reshape(shape) * (x - baseline)
        total += (gradients(f, at) * w.reshape(shape)).sum(0)
    return (x - baseline) * total


def add(row, f, x, baseline, weights, parts):
    arrays = [x, baseline, *weights]
    x, baseline, *weights = [torch.tensor(a) for a in arrays]
    g = lambda batch: f(batch, *weights)
    found = integrated(g, x, baseline, parts)
    change = (g(x[None]) - g(baseline[None]))[0, 0]
    assert abs(found.sum() - change) < 1e-6, (row, found.sum(), change)
    literals.add(row + " gradient", arrays, gradients(g, x[None])[0].numpy())
    literals.add(row + " integrated", arrays, found.numpy())


def normal(*sizes, by=1.0):
    return (by * rng.normal(size=sizes)).round(3)


add("tanh", lambda x, v, b, w, c: torch.tanh(x @ v.T + b) @ w.T + c,
    normal(5), normal(5), [normal(7, 5), normal(7), normal(3, 7), normal(3)], 8)
# Kinks: a part that holds one is off by little, and there are many parts.
add("convolution", lambda x, k, b, w, c: F.linear(
        F.relu(F.conv2d(x, k, b)).flatten(1), w, c),
    normal(2, 6, 6), np.zeros((2, 6, 6)),
    [normal(3, 2, 3, 3, by=0.5), normal(3), normal(2, 48, by=0.3), normal(2)], 4000)

literals.write()
