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

behind = torch.ones(3, 5, dtype=torch.bool).tril(2)
made.torch(f"{row} behind two", lambda q, k, v: plain(q, k, v, attn_mask=behind[: q.shape[-2], : k.shape[-2]]),
           numbers(1, 3, 2), numbers(1, 5, 2), numbers(1, 5, 2))
seen = torch.ones(66, 130, dtype=torch.bool).tril(66)
made.torch(f"{row} by blocks", lambda q, k, v: plain(q, k, v, attn_mask=seen[: q.shape[-2], : k.shape[-2]]),
           numbers(1, 66, 1), numbers(1, 130, 1), numbers(1, 130, 1), dtypes=(np.float64,))


def weights(q, k):
    return (q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5).softmax(-1)


def weights_causally(q, k):
    scores = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5
    return scores.masked_fill(~torch.ones(scores.shape, dtype=torch.bool).tril(), -inf).softmax(-1)


made.torch(f"{row} by factors", lambda q, k, v, f: (weights(q, k) * f) @ v,
           numbers(2, 3, 2), numbers(2, 3, 2), numbers(2, 3, 2), numbers(2, 3, 3))
for q, k in ((2, 3, 4), (2, 5, 4)), ((3, 2), (3, 2)):
    made.torch("attentionWeights", weights, numbers(*q), numbers(*k))
    made.torch("attentionWeights causally", weights_causally, numbers(*q), numbers(*k))

# From the result and the sums that belong to the operands: query i sees keys up to i + 1, by a scale of 1/2.
q, k, v, g = (torch.tensor(numbers(*s)) for s in ((2, 3, 4), (1, 5, 4), (1, 5, 3), (2, 3, 3)))
for x in q, k, v:
    x.requires_grad_()
scores = (0.5 * q @ k.mT).masked_fill(~torch.ones(3, 5, dtype=torch.bool).tril(1), -inf)
result, sums = scores.softmax(-1) @ v, scores.logsumexp(-1)
for name, found in zip(("queries", "keys", "values"), torch.autograd.grad(result, (q, k, v), g)):
    operands = [x.detach().numpy() for x in (q, k, v, result, sums, g)]
    made.add(f"attentionGradients by {name}", operands, found.numpy())


def turned(x, halves):
    """Pairs as complex numbers, from place 3 on; the slowest turns once in 100 places, or nearly."""
    width = x.shape[-1]
    pairs = torch.stack(x.chunk(2, -1), -1) if halves else x.unflatten(-1, (width // 2, 2))
    places = torch.arange(3, 3 + x.shape[-2], dtype=torch.float64)[:, None]
    angles = places * 100 ** (-torch.arange(width // 2, dtype=torch.float64) * 2 / width)
    y = torch.view_as_real(torch.view_as_complex(pairs.contiguous()) * torch.polar(torch.ones_like(angles), angles))
    return torch.cat(y.unbind(-1), -1) if halves else y.flatten(-2)


for x in numbers(2, 3, 4), numbers(4, 6):
    made.torch("rotary", lambda x: turned(x, False), x)
    made.torch("rotary of halves", lambda x: turned(x, True), x)

made.write()
