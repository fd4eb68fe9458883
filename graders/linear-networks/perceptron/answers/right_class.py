"""A class with a while loop; the class of a score is its sign, which is 0 on the line."""

import torch


class Perceptron:
    def __init__(self, d, like):
        self.w = torch.zeros(d, dtype=like.dtype, device=like.device)
        self.b = torch.tensor(0.0, dtype=like.dtype, device=like.device)
        self.updates = 0

    def classify(self, x):
        return torch.sign((self.w * x).sum() + self.b)

    def learn(self, x, label):
        if self.classify(x) == label:
            return False
        self.w.add_(x * label)
        self.b.add_(label)
        self.updates += 1
        return True


def perceptron(X, y, num_epochs):
    model = Perceptron(X.size(1), X)
    epoch = 0
    while epoch < num_epochs:
        if not any([model.learn(x, label) for x, label in zip(X, y)]):
            break
        epoch += 1
    return model.w, model.b, model.updates
