"""Without a name for the place: it is the last of the list."""


def gd(x, f_grad, eta, num_steps):
    path = [x]
    while len(path) <= num_steps:
        path.append(path[-1] - eta * f_grad(path[-1]))
    return path
