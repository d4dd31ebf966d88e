"""Writes metrics.txt: metrics by scikit-learn, of logits or numbers and what was right.

Among the cases are ties, classes that nobody has or finds, one class alone, and no positives.

Run: python3 metrics.py.
"""

import warnings

import numpy as np
import sklearn
from literals import Literals
from sklearn import metrics as m

warnings.filterwarnings("ignore")
literals = Literals("metrics", f"scikit-learn {sklearn.__version__}")
rng = np.random.default_rng(3)


def softmax(z):
    z = np.exp(z - z.max(1, keepdims=True))
    return z / z.sum(1, keepdims=True)


def calibration(p, y, bins=15):
    """Guo et al. 2017, eq. 3, bin by bin."""
    confidence, right = p.max(1), p.argmax(1) == y
    error = 0.0
    for i in range(bins):
        here = (confidence > i / bins) & (confidence <= (i + 1) / bins)
        if here.any():
            error += here.sum() / len(y) * abs(right[here].mean() - confidence[here].mean())
    return error


def classes(z, y):
    """All that is measured of logits [n, k], or [n, 1] for two classes, and classes."""
    z = z.round(4)
    k = max(2, z.shape[1])
    p = softmax(np.hstack([np.zeros_like(z), z]) if z.shape[1] == 1 else z)
    found = (z[:, 0] > 0).astype(int) if z.shape[1] == 1 else z.argmax(1)

    def add(name, value):
        literals.add(name, [z, y], np.float64(value))

    add("accuracy", m.accuracy_score(y, found))
    add("balanced_accuracy", m.balanced_accuracy_score(y, found))
    for average in ("micro", "macro", "weighted"):
        add(f"precision_{average}", m.precision_score(y, found, average=average, zero_division=0))
        add(f"recall_{average}", m.recall_score(y, found, average=average, zero_division=0))
        add(f"f1_{average}", m.f1_score(y, found, average=average, zero_division=0))
    for c, f1 in enumerate(m.f1_score(y, found, labels=range(k), average=None, zero_division=0)):
        add(f"f1_{c}", f1)
    kappa = m.cohen_kappa_score(y, found)
    add("kappa", kappa)
    add("matthews", m.matthews_corrcoef(y, found))
    add("log_loss", m.log_loss(y, p, labels=range(k)))
    add("perplexity", np.exp(m.log_loss(y, p, labels=range(k))))
    hot = np.eye(k)[y]
    add("brier", m.brier_score_loss(y, p[:, 1], pos_label=1) if k == 2 else ((p - hot) ** 2).sum(1).mean())
    add("calibration_error", calibration(p, y))
    each = range(1, 2) if k == 2 else range(k)
    both = [c for c in each if 0 < hot[:, c].sum() < len(y)]
    add("roc_auc", np.mean([m.roc_auc_score(hot[:, c], p[:, c]) for c in both]) if both else np.nan)
    add("average_precision", np.mean([m.average_precision_score(hot[:, c], p[:, c]) for c in each]))
    if k > 2 and len(both) == k:
        assert np.isclose(m.roc_auc_score(y, p, multi_class="ovr"), np.mean([m.roc_auc_score(hot[:, c], p[:, c]) for c in both]))
    if k > 2:
        add("top_2_accuracy", m.top_k_accuracy_score(y, p + np.arange(k)[::-1] * 1e-12, k=2, labels=range(k)))


classes(rng.normal(size=(40, 4)) * 2, rng.integers(0, 4, 40))
tied = rng.normal(size=(6, 3)).round(1)[rng.integers(0, 6, 30)]
tied[:, 1] = np.where(tied[:, 0] > 0, tied[:, 0], tied[:, 1])
classes(tied, rng.integers(0, 3, 30))  # ties, also within a row
classes(rng.normal(size=(20, 5)) + [0, 0, -9, 0, 0], rng.integers(0, 4, 20))  # nobody has 4, or finds 2
classes(rng.normal(size=(12, 3)), np.ones(12, dtype=int))  # one class
classes(rng.normal(size=(25, 1)), rng.integers(0, 2, 25))
classes((2 * rng.normal(size=(24, 2))).round() / 2, rng.integers(0, 2, 24))
classes(rng.normal(size=(9, 1)), np.zeros(9, dtype=int))  # no positives
classes(-np.ones((5, 1)), np.zeros(5, dtype=int))  # no positives, none found
classes(np.zeros((6, 1)), np.array([0, 1, 1, 0, 1, 1]))  # all equal
classes(np.eye(3)[[0, 1, 2, 1]] * 3, np.array([0, 1, 2, 1]))  # all right


def numbers(found, right):
    found, right = found.round(5), right.round(5)

    def add(name, value):
        literals.add(name, [found, right], np.float64(value))

    add("mae", m.mean_absolute_error(right, found))
    add("mse", m.mean_squared_error(right, found))
    add("rmse", m.mean_squared_error(right, found, squared=False))
    add("mape", m.mean_absolute_percentage_error(right, found))
    add("r2", m.r2_score(right, found))
    add("explained_variance", m.explained_variance_score(right, found))


y = rng.normal(size=(30, 1))
numbers(y + rng.normal(size=(30, 1)) + 0.5, y)
y = rng.normal(size=(20, 3)) * [1, 10, 100] + 1000
numbers(y + rng.normal(size=(20, 3)), y)
numbers(np.array([[1.0], [2.0], [3.0]]), np.array([[0.0], [2.0], [-3.0]]))  # a share of 0
literals.write()
