"""What runs when the process ends, by atexit, a finalizer and a thread that outlives the last call."""

GETS = "honest"

import atexit
import threading
import time
import weakref


class Kept:
    pass


def last(*args):
    open("/tmp/hostile_trace_at_exit", "w").write("here")
    time.sleep(60)


kept = Kept()
atexit.register(last)
weakref.finalize(kept, last)
threading._register_atexit(last)
threading.Thread(target=lambda: (time.sleep(3), last()), daemon=False).start()


# %%
def softmax(X):
    return X.exp() / X.exp().sum()
