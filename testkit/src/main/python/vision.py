"""Images resized, read at places and rearranged; windows as columns, and poolings undone."""

import numpy as np
import torch
import torch.nn.functional as F

from literals import Literals

made = Literals("vision", f"PyTorch {torch.__version__}")
rng = np.random.default_rng(20261129)


def numbers(*shape):
    return np.round(rng.uniform(-2, 2, shape), 3)


def resized(row, x, **by):
    made.torch(f"interpolate {row}", lambda x: F.interpolate(x, **by), x)


inf, nan = np.inf, np.nan
line = np.array([[[1.0, 2, 4, 8, 16]]])
odd = np.array([[[1.0, inf, 4, nan, -inf]]])
for x in numbers(1, 2, 5, 3), numbers(1, 1, 7, 2), numbers(2, 1, 9, 1):
    resized("to the nearest", x, size=(7, 2))
for x in line, odd, numbers(2, 1, 1), numbers(1, 1, 13):
    resized("by 1.5 to the nearest", x, scale_factor=1.5)
    resized("nearest-exact", x, size=7, mode="nearest-exact")
    resized("linear", x, size=7, mode="linear")
    resized("linear by 1.5", x, scale_factor=1.5, mode="linear")
    resized(
        "linear by 1.5 recomputed", x, scale_factor=1.5, mode="linear", recompute_scale_factor=True
    )
    resized("linear with corners", x, size=7, mode="linear", align_corners=True)
resized("linear", np.array([[[1.0, inf, 0, nan, 2, 3, 4]]]), size=7, mode="linear")
for x in numbers(1, 2, 3, 4), numbers(1, 1, 1, 2), numbers(1, 1, 2, 5):
    resized("bilinear", x, scale_factor=(2, 0.5), mode="bilinear")
    resized("bicubic", x, size=(4, 7), mode="bicubic")
    resized("bicubic with corners", x, size=(4, 1), mode="bicubic", align_corners=True)
    resized("area", x, size=(2, 5), mode="area")
resized("bicubic", np.array([[[[1.0, inf, 0, 2, 3, 4, 5]]]]), size=(4, 7), mode="bicubic")
for x in numbers(1, 1, 2, 3, 3), numbers(1, 2, 1, 1, 4):
    resized("trilinear", x, size=(3, 1, 2), mode="trilinear", align_corners=True)

def sampled(row, x, grid, **by):
    def f(x, grid):
        finite = bool(torch.isfinite(grid).all())  # PyTorch's gradients crash at a place that is NaN
        return F.grid_sample(*((x, grid) if finite else (x.detach(), grid.detach())), **by)

    made.torch(f"gridSample{row}", f, x, grid)


for x, grid in (
    (numbers(1, 2, 4, 4), numbers(1, 3, 2, 2)),
    (numbers(2, 1, 3, 5), numbers(2, 1, 3, 2)),
    (numbers(1, 2, 1, 3), numbers(1, 2, 2, 2)),
    (numbers(1, 2, 3, 4), np.array([[[[1.0, 1], [-1, -1]], [[0.5, 0.4], [-7, 3.3]]]])),
    (numbers(1, 1, 3, 4), np.array([[[[nan, 0.3], [inf, 0.2], [-inf, nan]]]])),
):
    sampled("", x, grid, align_corners=False)
    sampled(" with corners", x, grid, align_corners=True)
    sampled(" within borders", x, grid, padding_mode="border", align_corners=False)
    sampled(" reflecting", x, grid, padding_mode="reflection", align_corners=False)
    sampled(" reflecting with corners", x, grid, padding_mode="reflection", align_corners=True)
    cubic = {"mode": "bicubic"}
    sampled(" bicubic", x, grid, align_corners=False, **cubic)
    sampled(" bicubic reflecting", x, grid, padding_mode="reflection", align_corners=False, **cubic)
    cubic["align_corners"] = True
    sampled(" bicubic within borders with corners", x, grid, padding_mode="border", **cubic)
sampled(" of volumes", numbers(1, 2, 2, 3, 2), numbers(1, 2, 1, 3, 3), align_corners=False)
FIXED = torch.tensor([[[[-0.9, 0.3], [0.1, 1.4], [0.6, 0], [-2, -0.4]]]], dtype=torch.float64)
made.torch(
    "gridSample to the nearest",
    lambda x: F.grid_sample(x, FIXED, mode="nearest", align_corners=False),
    numbers(1, 2, 4, 4),
)
made.torch("affineGrid", lambda m: F.affine_grid(m, (2, 3, 2, 5), False), numbers(2, 2, 3))
made.torch("affineGrid with corners", lambda m: F.affine_grid(m, (2, 3, 2, 5), True), numbers(2, 2, 3))
made.torch("affineGrid of volumes", lambda m: F.affine_grid(m, (1, 1, 2, 1, 3), False), numbers(1, 3, 4))

made.torch("pixelShuffle", lambda x: F.pixel_shuffle(x, 2), numbers(2, 8, 2, 3))
made.torch("pixelUnshuffle", lambda x: F.pixel_unshuffle(x, 3), numbers(2, 2, 3, 6))
shuffle = torch.nn.ChannelShuffle(3)
made.torch("channelShuffle", lambda x: shuffle(x.detach()), numbers(2, 6, 2, 2))
sliding = {"stride": (2, 1), "padding": (1, 2), "dilation": (1, 2)}
made.torch("unfold of images", lambda x: F.unfold(x, (3, 2), **sliding), numbers(2, 2, 4, 3))
made.torch("unfold of images", lambda x: F.unfold(x, (3, 2), **sliding), numbers(2, 4, 3))
made.torch("fold of images", lambda x: F.fold(x, (4, 3), (3, 2), **sliding), numbers(2, 12, 10))
places = np.array([[[[0, 3], [17, 14]], [[6, 4], [10, 13]]]])
made.torch(
    "maxUnpool", lambda x, i: F.max_unpool2d(x, i, 2, output_size=(4, 5)), numbers(1, 2, 2, 2), places
)
for x in np.abs(numbers(2, 1, 7)), np.zeros((1, 1, 3)), np.array([[[-1.0, 0.5, 0]]]):
    made.torch("lpPool1d", lambda x: F.lp_pool1d(x, 3, 3, 2), x)
for x in numbers(1, 2, 5, 2), np.array([[[[0.0], [0], [3], [-4]]]]):
    made.torch("lpPool2d", lambda x: F.lp_pool2d(x, 2, (2, 1)), x)
for x in np.array([[[1.0], [2], [3], [4]]]), numbers(2, 5, 2, 1), np.zeros((1, 2, 1)):
    made.torch("localResponseNorm over 2", lambda x: F.local_response_norm(x, 2, 1, 0.75, 2), x)
    made.torch("localResponseNorm over 3", lambda x: F.local_response_norm(x, 3, 1, 0.75, 2), x)
made.write()
