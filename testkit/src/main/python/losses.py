"""Writes losses.txt: losses and their gradients by PyTorch, for every reduction.

Run: python3 losses.py.
"""

import numpy as np
import torch
import torch.nn.functional as F
from literals import Literals

literals = Literals("losses", f"PyTorch {torch.__version__}")
rng = np.random.default_rng(7)
inf, nan = float("inf"), float("nan")
FLOAT64 = (np.float64,)


def name(loss, reduction):
    return loss if reduction == "mean" else f"{loss} {reduction}".replace("batchmean", "batch_mean")


def lines(row, f, *operands, reductions=("none", "mean", "sum"), dtypes=(np.float32, np.float64)):
    """A line for each reduction, and two more for some that have no elements."""
    for reduction in reductions:
        literals.torch(name(row, reduction), lambda *x: f(*x, reduction=reduction), *operands,
                       dtypes=dtypes)


x, y = rng.normal(size=(2, 3)).round(3), rng.normal(size=(2, 3)).round(3)
# Kinks: equal numbers, and numbers as far apart as the width; then infinities and NaN.
far = np.array([1.0, 2.0, 1.0, 1.37, 1e30, inf, -inf, nan, 0.0]), np.array([1.0, 1.0, 2.0, 1.0, -1e30, 0, 0, 0, -0.0])
nothing = np.zeros((2, 0)), np.zeros((2, 0))
for a, b in ((x, y), far, nothing, (np.array(0.5), np.array(2.0))):
    # 10³⁰ squared is no float32.
    some = FLOAT64 if a is far[0] else (np.float32, np.float64)
    lines("mseLoss", F.mse_loss, a, b, dtypes=some)
    # The slope at NaN is NaN here, 0 there.
    numbers = (a, b) if a is not far[0] else (a[[0, 1, 2, 3, 4, 5, 6, 8]], b[[0, 1, 2, 3, 4, 5, 6, 8]])
    lines("l1Loss", F.l1_loss, *numbers)
    for width in (1.0, 0.37):
        lines(f"huberLoss by {width}", lambda a, b, reduction: F.huber_loss(a, b, reduction, width), a, b, dtypes=some)
        lines(f"smoothL1Loss by {width}",
              lambda a, b, reduction: F.smooth_l1_loss(a, b, reduction=reduction, beta=width), a, b, dtypes=some)
# Where both are equal its slope is -1 there, against its own definition.
lines("smoothL1Loss by 0.0", lambda a, b, reduction: F.smooth_l1_loss(a, b, reduction=reduction, beta=0.0), x, y)

p = np.array([[0.0, 1.0, 0.0, 1.0], [0.25, 0.9, 1e-30, 0.5]])
t = np.array([[0.0, 1.0, 1.0, 0.0], [0.5, 1.0, 0.25, 0.0]])
w = np.array([0.5, 1.0, 2.0, 3.0])


def untargeted(f):
    """A loss whose gradient by the target PyTorch does not know."""
    return lambda a, b, *rest, **options: f(a, b.detach(), *[r.detach() for r in rest], **options)


lines("binaryCrossEntropy", untargeted(F.binary_cross_entropy), p, t)
lines("binaryCrossEntropy weighted",
      lambda a, b, c, reduction: F.binary_cross_entropy(a, b.detach(), c.detach(), reduction=reduction), p, t, w)
z = np.array([[0.0, 1.5, -1.5, 30.0], [100.0, -100.0, 1e4, -1e4]])
logits = F.binary_cross_entropy_with_logits
lines("binaryCrossEntropyWithLogits", untargeted(logits), z, t)
lines("binaryCrossEntropyWithLogits", untargeted(logits), np.array([inf, nan]), np.array([0.0, 0.5]))
lines("binaryCrossEntropyWithLogits weighted",
      lambda a, b, c, d, reduction: logits(a, b.detach(), c.detach(), reduction=reduction, pos_weight=d.detach()),
      z, t, np.array([[2.0], [0.5]]), w)
# Written with softplus, so that far logits do not overflow.
lines("softMarginLoss", untargeted(F.soft_margin_loss),
      np.array([0.5, -0.5, 3.0, -20.0]), np.array([1.0, -1.0, -1.0, 1.0]))

q = np.array([[0.0, 0.25, 0.75], [1.0, 0.0, 0.5]])
log = np.array([[-1.0, -2.0, -0.5], [-0.1, -3.0, -0.7]])
four = ("none", "mean", "sum", "batchmean")
lines("klDiv", lambda a, b, reduction: F.kl_div(a, b.detach(), reduction=reduction), log, q, reductions=four)
lines("klDiv", lambda a, b, reduction: F.kl_div(a, b.detach(), reduction=reduction),
      np.array([[-inf, -1.0]]), np.array([[0.5, 0.5]]), reductions=four)
lines("klDiv of logarithms", lambda a, b, reduction: F.kl_div(a, b, reduction=reduction, log_target=True),
      log, log[::-1].copy(), reductions=four)

counts = np.array([[0.0, 1.0, 2.0], [7.5, 0.5, 3.0]])
for full, whole in ((False, ""), (True, ", whole")):
    for log_input, rates in ((True, ""), (False, ", of rates")):
        for a in (x, np.array([[0.0, 1.0, -20.0], [30.0, 0.5, 2.0]])):
            lines(f"poissonNllLoss{whole}{rates}",
                  lambda a, b, reduction: F.poisson_nll_loss(a, b.detach(), log_input, full, reduction=reduction),
                  a if log_input else np.abs(a), counts)
    for variance in (np.array([[0.5, 1e-6, 0.0], [1e-9, 2.0, 30.0]]), np.array([0.5, 0.0]), np.array([[2.0], [0.1]])):
        lines(f"gaussianNllLoss{whole}",
              lambda a, b, c, reduction: F.gaussian_nll_loss(a, b, c, full, reduction=reduction), x, y, variance)


def focal(gamma):
    """torchvision's sigmoid_focal_loss."""
    def f(a, b, reduction):
        b = b.detach()
        chance = torch.sigmoid(a)
        right = chance * b + (1 - chance) * (1 - b)
        loss = logits(a, b, reduction="none") * (1 - right) ** gamma * (0.25 * b + 0.75 * (1 - b))
        return {"none": lambda v: v, "mean": torch.mean, "sum": torch.sum}[reduction](loss)
    return f


for gamma in (2.0, 0.0, 1.5):
    lines(f"sigmoidFocalLoss by {gamma}", focal(gamma), np.array([0.0, 1.5, -1.5, 4.0, -4.0]),
          np.array([1.0, 0.0, 1.0, 1.0, 0.0]))


def dice(a, b, reduction):
    """MONAI's DiceLoss."""
    both, all_ = (a * b).flatten(2).sum(2), (a + b).flatten(2).sum(2)
    loss = 1 - (2 * both + 0.5) / (all_ + 0.5)
    return {"none": lambda v: v, "mean": torch.mean, "sum": torch.sum}[reduction](loss)


lines("diceLoss", dice, rng.uniform(0, 1, (2, 2, 2, 3)).round(3),
      rng.integers(0, 2, (2, 2, 2, 3)).astype(np.float64))
lines("diceLoss", dice, np.zeros((1, 1, 4)), np.zeros((1, 1, 4)))

z = np.array([[1, 2, 0.5], [0.1, -1, 3], [2, 3, 1], [0, 1, -1]])
classes, w = np.array([1, 2, 1, 0]), np.array([0.2, 1.0, 3.0])
image, labels = rng.uniform(-2, 2, (2, 3, 2)).round(1), np.array([[0, 2], [1, 1]])
cases = [(z, classes), (image, labels), (np.zeros((0, 3)), np.zeros(0, np.int64)), (z[:2], np.array([1, 1])),
         (np.array([[1e4, -1e4, 0.0]]), np.array([1])), (z[0], np.array(2)),
         (np.array([[-inf, 1.0, 2.0]]), np.array([0])), (np.array([[-inf, 1.0, 2.0]]), np.array([2]))]
for label, ignoring in ((-100, ""), (1, ", ignoring 1")):
    for a, b in cases:
        for smoothing in (0.0, 0.1, 1.0):
            lines(f"crossEntropy{ignoring}, smoothed by {smoothing}",
                  lambda a, b, reduction: F.cross_entropy(a, b, None, ignore_index=label, reduction=reduction, label_smoothing=smoothing), a, b, dtypes=FLOAT64)
            lines(f"crossEntropy weighted{ignoring}, smoothed by {smoothing}",
                  lambda a, b, c, reduction: F.cross_entropy(a, b, c.detach(), ignore_index=label, reduction=reduction, label_smoothing=smoothing), a, b, w, dtypes=FLOAT64)
        lines(f"nllLoss{ignoring}",
              lambda a, b, reduction: F.nll_loss(a, b, None, ignore_index=label, reduction=reduction), a, b)
        lines(f"nllLoss weighted{ignoring}",
              lambda a, b, c, reduction: F.nll_loss(a, b, c.detach(), ignore_index=label, reduction=reduction), a, b, w)
one_hot = np.eye(3)[classes]
for smoothing in (0.0, 0.1):
    for a, b in ((z, one_hot), (z, rng.dirichlet([1, 1, 1], 4).round(3)), (image, rng.uniform(0, 1, image.shape).round(3)),
                 (np.array([[-inf, 1.0, 2.0]]), np.array([[0.0, 0.5, 0.5]])), (z[0], one_hot[0])):
        lines(f"crossEntropy of probabilities, smoothed by {smoothing}",
              lambda a, b, c, reduction: F.cross_entropy(a, b, c.detach(), reduction=reduction, label_smoothing=smoothing), a, b, w, dtypes=FLOAT64)

# Ties: 0.7 − 1 + 0.3 is no exact 0, but −0.7 and 0 are apart by the margin.
tied = np.array([[0.0, -0.7, 1.0], [-0.7, 0.0, -0.7]])
for power in (1, 2):
    for a, b in ((z, classes), (tied, np.array([0, 1])), (z[0], np.array(1))):
        lines(f"multiMarginLoss by {power}",
              lambda a, b, c, reduction: F.multi_margin_loss(a, b, power, 0.7, c.detach(), reduction=reduction), a, b, w, dtypes=FLOAT64)
several = np.array([[1, -1, 2], [0, 2, -1], [2, 2, -1], [-1, 0, 1]])
lines("multilabelMarginLoss", lambda a, b, reduction: F.multilabel_margin_loss(a, b, reduction=reduction), z, several)
lines("multilabelMarginLoss", lambda a, b, reduction: F.multilabel_margin_loss(a, b, reduction=reduction),
      np.array([0.0, 1.0, -1.0]), np.array([1, -1, 0]))
lines("multilabelSoftMarginLoss",
      lambda a, b, c, reduction: F.multilabel_soft_margin_loss(a, b.detach(), c.detach(), reduction=reduction),
      z, (z > 0.5).astype(np.float64), w)

signs = np.array([[1, -1, 1], [-1, 1, -1]])
lines("hingeEmbeddingLoss", lambda a, b, reduction: F.hinge_embedding_loss(a, b, reduction=reduction),
      np.array([[0.5, 0.5, -1.0], [1.0, 2.0, inf]]), signs)
lines("marginRankingLoss", lambda a, b, c, reduction: F.margin_ranking_loss(a, b, c, 0.5, reduction=reduction),
      np.array([[0.5, 0.5, -1.0], [1.0, 2.0, 3.0]]), np.array([[0.0, 0.0, -1.0], [1.5, 1.5, 9.0]]), signs)
a, b = rng.normal(size=(4, 3)).round(3), rng.normal(size=(4, 3)).round(3)
a[3] = 0
literals.torch("cosineSimilarity along 1", lambda a, b: F.cosine_similarity(a, b, 1, 1e-8), a[:3], b[:3])
literals.torch("cosineSimilarity along 1", lambda a, b: F.cosine_similarity(a, b, 1, 1e-8), a[:3] * 1e-9, b[:3], dtypes=FLOAT64)
literals.torch("cosineSimilarity along 1", lambda a, b: F.cosine_similarity(a, b, 1, 1e-8), a[3:], a[3:])
for power in (1.0, 2.0, 3.5, inf):
    row = f"pairwiseDistance by {power}".replace("inf", "Infinity")
    literals.torch(row, lambda a, b: F.pairwise_distance(a, b, power), a, b)
    literals.torch(row, lambda a, b: F.pairwise_distance(a, b, power), a[:1], a[:1], dtypes=FLOAT64)
lines("cosineEmbeddingLoss", lambda a, b, c, reduction: F.cosine_embedding_loss(a, b, c, 0.2, reduction=reduction),
      a, b, np.array([1, -1, -1, 1]))
for swap, swapped in ((False, ""), (True, ", swapped")):
    lines(f"tripletMarginLoss{swapped}",
          lambda a, b, c, reduction: F.triplet_margin_loss(a, b, c, swap=swap, reduction=reduction), a, b, a[::-1].copy())

# Of this seed no gradient is small, a difference of two numbers that nearly cancel.
steps = np.random.default_rng(2014).uniform(-1, 1, (5, 3, 4)).round(2)
words, given, lengths = np.array([[1, 1, 2], [3, 9, -1], [2, 3, 2]]), np.array([5, 4, 4]), np.array([3, 1, 2])
for zero, none in ((False, ""), (True, ", zero for none")):
    def ctc(x, y, t, n, reduction):
        return F.ctc_loss(F.log_softmax(x, 2), y, t, n, 0, reduction, zero)

    lines(f"ctcLoss{none}", ctc, steps, words, given, lengths)
    lines(f"ctcLoss{none}", ctc, steps, words, given, np.array([0, 1, 2]))
# Two equal labels need three steps.
lines("ctcLoss, zero for none", ctc, steps, words, np.array([3, 2, 4]), lengths)

literals.torch("binaryCrossEntropyTerm", lambda a, b: F.binary_cross_entropy(a, b.detach(), reduction="none"), p, t)
literals.torch("binaryCrossEntropyTerm", lambda a, b: F.binary_cross_entropy(a, b.detach(), reduction="none"),
               np.array([0.25, 0.5, 0.75]), np.array([inf, nan, -inf]), dtypes=FLOAT64)

literals.write()
