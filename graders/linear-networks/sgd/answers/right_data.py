"""Through .data, as older code does."""

def sgd(params, lr, batch_size):
    for param in params:
        if param.grad is not None:
            param.data -= lr * param.grad.data / batch_size
            param.grad.data.zero_()
