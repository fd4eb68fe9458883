"""All accelerators in a list; the i-th, if there is one."""

from torch import cuda, device


def try_gpu(i=0):
    found = [device("cuda", number) for number in range(cuda.device_count())]
    try:
        return found[i]
    except IndexError:
        return device("cpu")
