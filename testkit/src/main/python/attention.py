"""Writes attention.txt: queries, keys and values by PyTorch.

Run: python3 attention.py. A query that may look at no key gives 0, as PyTorch 2's
scaled_dot_product_attention does; that of 1.13 gave NaN.
"""

import numpy as np
import torch
from literals import Literals
from torch.nn import functional as F

made = Literals("attention", f"PyTorch {torch.__version__}")
rng = np.random.default_rng(20261129)
inf = float("inf")


def numbers(*shape):
    return np.round(rng.uniform(-2, 2, shape), 3)


def plain(q, k, v, **options):
    return F._scaled_dot_product_attention(q, k, v, **options)[0]


def by_hand(q, k, v, mask, causal=False):
    scores = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5
    allowed = mask if mask.dtype == torch.bool else mask > -inf
    allowed = allowed.expand(scores.shape)
    if causal:
        allowed = allowed & torch.ones(scores.shape, dtype=torch.bool).tril()
    if mask.dtype != torch.bool:
        scores = scores + torch.where(allowed, mask, torch.zeros(()).to(mask))
    some = allowed.any(-1, keepdim=True)
    weights = scores.masked_fill(~allowed & some, -inf).softmax(-1)
    return torch.where(some, weights, torch.zeros(()).to(weights)) @ v


row = "scaledDotProductAttention"
for q, k in ((2, 3, 4), (2, 5, 4)), ((1, 2, 4, 3), (1, 2, 4, 3)):
    made.torch(row, plain, numbers(*q), numbers(*k), numbers(*k))
far = numbers(1, 2, 2), 300 * numbers(1, 3, 2), numbers(1, 3, 2)
made.torch(row, plain, *far)
made.torch(
    f"{row} causally by a scale",
    lambda q, k, v: plain(q * (0.25 * 3**0.5), k, v, is_causal=True),
    numbers(2, 4, 3), numbers(2, 4, 3), numbers(2, 4, 2),
)
mask = np.array([[True, False, True], [False, False, False], [False, True, False]])
made.torch(f"{row} of a bool mask", by_hand, numbers(1, 3, 2), numbers(1, 3, 2), numbers(1, 3, 2), mask)
some = mask | np.array([[False], [True], [False]])
made.torch(
    f"{row} of a bool mask",
    lambda q, k, v, m: plain(q, k, v, attn_mask=m),
    numbers(2, 3, 2), numbers(2, 3, 2), numbers(2, 3, 2), some,
)
for first in 0.5, -inf:
    added = np.array([[first, -inf, 1.0], [-inf, -inf, 2.0], [-inf, -inf, -inf], [-inf, 0.0, -1.0]])
    made.torch(
        f"{row} of a mask causally",
        lambda q, k, v, m: by_hand(q, k, v, m, causal=True),
        numbers(1, 4, 2), numbers(1, 3, 2), numbers(1, 3, 2), added,
    )
made.torch(
    f"{row} in groups",
    lambda q, k, v: plain(q, k.repeat_interleave(2, 1), v.repeat_interleave(2, 1)),
    numbers(1, 4, 3, 2), numbers(1, 2, 3, 2), numbers(1, 2, 3, 2),
)
made.write()
