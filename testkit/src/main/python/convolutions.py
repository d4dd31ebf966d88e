"""Convolutions and poolings."""

import numpy as np
import torch
import torch.nn.functional as F

from literals import Literals

made = Literals("convolutions", f"PyTorch {torch.__version__}")
rng = np.random.default_rng(20261129)


def numbers(*shape):
    return np.round(rng.uniform(-2, 2, shape), 3)


made.torch("conv1d", lambda x, w: F.conv1d(x, w, padding=1), numbers(2, 2, 5), numbers(3, 2, 3))
made.torch("conv2d", F.conv2d, numbers(2, 2, 4, 5), numbers(3, 2, 3, 2))
made.torch("conv2d", F.conv2d, numbers(1, 1, 1, 1), numbers(1, 1, 1, 1))
made.torch(
    "conv2d over steps in groups",
    lambda x, w: F.conv2d(x, w, stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2),
    numbers(2, 4, 5, 6),
    numbers(4, 2, 3, 2),
)
made.torch(
    "conv2d and bias",
    F.conv2d,
    np.array([[[[1.0, np.inf, 2], [0, -1, np.nan], [3, 1, 1]]]]),
    numbers(2, 1, 2, 2),
    numbers(2),
)
made.torch("conv2d and bias", F.conv2d, numbers(2, 2, 3, 3), numbers(3, 2, 2, 2), numbers(3))
made.torch("conv3d", F.conv3d, numbers(1, 2, 3, 3, 4), numbers(2, 2, 2, 1, 3))
made.torch("convTranspose1d", F.conv_transpose1d, numbers(2, 2, 4), numbers(2, 3, 3))
made.torch(
    "convTranspose2d",
    lambda x, w: F.conv_transpose2d(x, w, stride=2, padding=1, output_padding=1, groups=2),
    numbers(2, 4, 3, 2),
    numbers(4, 2, 3, 3),
)
made.torch(
    "convTranspose3d",
    lambda x, w: F.conv_transpose3d(x, w, dilation=2),
    numbers(1, 2, 2, 3, 2),
    numbers(2, 2, 2, 1, 2),
)
ties = np.array([[[1.0, 1, 1, 0, 0, -np.inf, 2]]])
for x in numbers(2, 2, 7), numbers(1, 1, 1), ties:
    made.torch("maxPool1d", lambda x: F.max_pool1d(x, 3, 2, 1), x)
    made.torch("avgPool1d", lambda x: F.avg_pool1d(x, 3, 2, 1), x)
for x in numbers(1, 2, 3, 6), numbers(2, 1, 2, 3), numbers(1, 1, 4, 8):
    made.torch("maxPool2d", lambda x: F.max_pool2d(x, (2, 3), (1, 2), ceil_mode=True), x)
    made.torch("avgPool2d", lambda x: F.avg_pool2d(x, (2, 3), (1, 2), ceil_mode=True), x)
    made.torch(
        "avgPool2d without padding",
        lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=False),
        x,
    )
made.torch("maxPool3d", lambda x: F.max_pool3d(x, 2, 1, dilation=2), numbers(1, 2, 3, 4, 3))
made.torch("avgPool3d", lambda x: F.avg_pool3d(x, (2, 1, 2)), numbers(2, 1, 3, 2, 4))
for x in numbers(1, 2, 4, 5), numbers(2, 1, 1, 2), np.ones((1, 1, 4, 7)):
    made.torch("adaptiveAvgPool", lambda x: F.adaptive_avg_pool2d(x, (2, 3)), x)
    made.torch("adaptiveMaxPool", lambda x: F.adaptive_max_pool2d(x, (2, 3)), x)

x = np.array([[[1.0, 2, 4], [-1, 0.5, 3]]]), np.array([[[1.0, np.inf, 0]]]), np.array([[[np.nan, 1.0, 0]]])
for v in x:
    made.torch("avgPool1d after uneven padding", lambda x: F.avg_pool1d(F.pad(x, (0, 1)), 2, 1), v)


def with_gaps(x):
    """Of a number and the next but one, where there are both, after a zero before and behind that do not count."""
    padded = F.pad(x, (1, 1), value=0)
    there = F.pad(torch.ones_like(x), (1, 1))
    return (padded[..., :-2] + padded[..., 2:]) / (there[..., :-2] + there[..., 2:])


for v in np.array([[[1.0, 2, 4, -3], [0.5, 7, 1, 9]]]), np.array([[[1.0, np.inf, 0, np.nan, 3]]]):
    made.torch("avgPool1d with gaps", with_gaps, v)
made.torch(
    "conv2d gradient by its weight",
    lambda x, g: torch.nn.grad.conv2d_weight(
        x.detach(), (4, 1, 2, 3), g.detach(), stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2
    ),
    numbers(1, 2, 3, 4),
    numbers(1, 4, 2, 4),
)

# Windows that in ceil mode are wider than what is there.
for x in numbers(1, 2, 2, 2), numbers(2, 1, 4, 2):
    made.torch("maxPool2d", lambda x: F.max_pool2d(x, (2, 3), (1, 2), ceil_mode=True), x)
    made.torch("avgPool2d", lambda x: F.avg_pool2d(x, (2, 3), (1, 2), ceil_mode=True), x)

made.write()
