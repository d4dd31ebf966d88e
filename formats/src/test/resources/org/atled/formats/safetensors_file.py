"""Makes reference.safetensors beside this script with the format's reference implementation.

Run with Python 3, NumPy 2 and safetensors 0.8: python3 safetensors_file.py
"""

import pathlib

import numpy as np
from safetensors.numpy import save_file

save_file(
    {
        "on": np.array([True, False, True]),
        "weight": np.arange(6).reshape(2, 3).astype("<f4") / 4 - 0.5,
        "größe 重": np.array(-(1 << 40), dtype="<i8"),
        "none": np.zeros((0, 4), dtype="<f8"),
    },
    pathlib.Path(__file__).parent / "reference.safetensors",
    metadata={"format": "np"},
)
