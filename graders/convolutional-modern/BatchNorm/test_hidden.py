"""What is special about BatchNorm: what is saved and listed, the graph of earlier batches, and names."""

import torch

from autograder.checks import inside
from autograder.checks.byhand import case
from autograder.checks.modules import own_buffers, own_parameters

from .contract import arguments, contract, layer, new_layer


@inside
def restored(BatchNorm, X, gamma, beta, other):
    """What a new layer predicts that has loaded the state of one that was trained."""
    net, fresh = layer(BatchNorm, X, gamma, beta), new_layer(BatchNorm, X)
    net(other)
    fresh.load_state_dict(net.state_dict())
    with torch.no_grad():
        return fresh.eval()(X)


@inside
def listing(BatchNorm):
    """How many numbers parameters() and buffers() hold, counters left out."""
    found = {}
    for num_dims in (2, 4):
        net = BatchNorm(3, num_dims)
        found[f"parameters for num_dims={num_dims}"] = sorted(p.numel() for p in own_parameters(net))
        found[f"buffers for num_dims={num_dims}"] = sorted(b.numel() for b in own_buffers(net) if b.is_floating_point())
    return found


@inside
def keeps_graph(BatchNorm, X, gamma, beta, other):
    """Whether what is predicted depends on an earlier batch as far as autograd knows."""
    net = layer(BatchNorm, X, gamma, beta)
    net(other.clone().requires_grad_())
    return net.eval()(X).requires_grad


@inside
def unchanged(BatchNorm, X, gamma, beta, other):
    """Whether two predictions leave everything as it is, to the last digit, and X too."""
    net = layer(BatchNorm, X, gamma, beta)
    net(other)
    net.eval()
    before = {name: tensor.clone() for name, tensor in [*net.state_dict().items(), *net.named_buffers()]}
    given = X.clone()
    with torch.no_grad():
        net(X), net(other)
    after = dict([*net.state_dict().items(), *net.named_buffers()])
    return torch.equal(X, given) and all(torch.equal(after[name], tensor) for name, tensor in before.items())


@inside
def named(BatchNorm, X):
    return BatchNorm(num_features=X.shape[1], num_dims=X.dim()).to(X.device)(X)


def drawn(rng):
    return tuple(tensor.float() for tensor in arguments(rng))


def drawn_images(rng):
    return tuple(tensor.float() for tensor in arguments(rng, images=True))


title, of = (
    "state_dict() brings everything to another layer",
    "what a new layer predicts that has the state of one that was trained",
)
test_saved = case(
    contract, 2, title, drawn, drawn_images, call=lambda ns, *args: restored(ns, ns.BatchNorm, *args), of=of
)

title, of = (
    "scale and shift are parameters, mean and variance are buffers",
    "the sizes of what a layer of 3 features lists",
)
test_listed = case(contract, 2, title, (), call=lambda ns: listing(ns, ns.BatchNorm), of=of)

title, of = "what is kept is outside the graph", "whether a prediction has a graph after a batch that has one"
test_graph = case(
    contract,
    2,
    title,
    drawn,
    call=lambda ns, *args: keeps_graph(ns, ns.BatchNorm, *args),
    of=of,
    requires="test_prediction",
)

title, of = "prediction leaves X and everything that is kept as it is, to the last digit", "whether it does"
test_stays = case(
    contract,
    1,
    title,
    drawn,
    drawn_images,
    call=lambda ns, *args: unchanged(ns, ns.BatchNorm, *args),
    of=of,
    requires="test_prediction",
)

title, of = "the parameters have the names of the book", "named(BatchNorm, X)"
test_names = case(
    contract,
    1,
    title,
    lambda rng: drawn(rng)[:1],
    lambda rng: drawn_images(rng)[:1],
    call=lambda ns, X: named(ns, ns.BatchNorm, X),
    of=of,
)
