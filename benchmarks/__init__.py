"""Measures of Quidnunc on labelled data. ``python -m benchmarks.run``; for errors, ``python -m benchmarks.errors``.

Numeric libraries are kept to one thread, so that speed means the same on every machine. They read these variables when
they are first imported, which is why they are set here, before any module of this package.
"""

import os

os.environ.update(
    dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
)
