"""Dense products of NumPy or PyTorch in single precision: C[m x n] = A[m x k] W^T with W [n x k], as a layer computes it,
or with "transposed" C[m x n] = A^T B with A [k x m], as a layer learns."""
import argparse

from serve import serve, times

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--library", choices=["numpy", "torch"], default="numpy")
arguments.add_argument("--threads", type=int, default=1, help="for numpy, set OPENBLAS_NUM_THREADS as well")
options = arguments.parse_args()


def numpy_product(m, k, n, transposed):
    generator = np.random.default_rng(1)
    a = generator.random((k, m) if transposed else (m, k), dtype=np.float32)
    b = generator.random((k, n) if transposed else (n, k), dtype=np.float32)
    c = np.empty((m, n), np.float32)
    return (lambda: np.matmul(a.T, b, out=c)) if transposed else (lambda: np.matmul(a, b.T, out=c))


def torch_product(m, k, n, transposed):
    a = torch.rand((k, m) if transposed else (m, k))
    b = torch.rand((k, n) if transposed else (n, k))
    c = torch.empty(m, n)
    return (lambda: torch.mm(a.t(), b, out=c)) if transposed else (lambda: torch.mm(a, b.t(), out=c))


if options.library == "numpy":
    import numpy as np
    version, config, product = np.__version__, "", numpy_product
else:
    import torch
    torch.set_num_threads(options.threads)
    version, config, product = torch.__version__, torch.__config__.show(), torch_product


def handle(request):
    call = product(request["m"], request["k"], request["n"], request.get("transposed", False))
    return {"seconds": times(call, request["seconds"])}


serve(options.library, version, config, handle)
