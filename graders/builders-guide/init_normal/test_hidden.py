"""What is special about init_normal: what it leaves alone, and what stays of what it changes."""

from torch import nn

from autograder.checks import assert_equal, fail, inside, points

from .contract import contract


@inside
def untouched(init):
    """By the name of another module, whether it is as it was."""
    net = nn.Sequential(
        nn.Conv2d(2, 3, 3),
        nn.BatchNorm2d(3),
        nn.Embedding(5, 4),
        nn.LayerNorm(4),
        nn.GRUCell(2, 3),
        nn.Bilinear(2, 2, 2),
    )
    for part in net:
        for parameter in part.parameters():
            nn.init.constant_(parameter, 0.25)
    net.apply(init)
    return {type(part).__name__: all(bool((p == 0.25).all()) for p in part.parameters()) for part in net}


@points(3, "other modules are left alone", requires_one_of=contract.basis)
def test_others(student):
    for name, kept in untouched(student, student.init_normal).items():
        if kept is not True:
            fail(
                "net.apply(init_normal) changes the parameters of an nn.{name}; only linear layers are meant", name=name
            )


@inside
def without_bias(init):
    layer = nn.Linear(30, 20, bias=False)
    nn.init.zeros_(layer.weight)
    nn.Sequential(layer).apply(init)
    return bool((layer.weight != 0).any()) and layer.bias is None


@points(2, "a linear layer without a bias gets its weights, too", requires_one_of=contract.basis)
def test_no_bias(student):
    of = "after net.apply(init_normal), whether a layer with bias=False has weights, and no bias"
    assert_equal(without_bias(student, student.init_normal), True, of=of)


@inside
def kept(init):
    """What becomes of the parameters of a layer."""
    layer = nn.Linear(3, 2)
    before = list(layer.parameters())
    nn.Sequential(layer).apply(init)
    after = list(layer.parameters())
    layer(layer.weight.detach()).sum().backward()
    return {
        "the same parameters": len(after) == 2 and all(one is other for one, other in zip(before, after, strict=True)),
        "require a gradient": all(p.requires_grad for p in after),
        "get a gradient": all(p.grad is not None for p in after),
    }


@points(
    4, "the parameters are those that an optimiser may have already, and still learn", requires_one_of=contract.basis
)
def test_kept(student):
    due = dict.fromkeys(("the same parameters", "require a gradient", "get a gradient"), True)
    assert_equal(
        kept(student, student.init_normal), due, of="after net.apply(init_normal), what holds of a layer's parameters"
    )


@inside
def two_layers(init):
    net = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4))
    for layer in net:
        nn.init.constant_(layer.weight, 7.0)
    net.apply(init)
    return bool((net[0].weight == net[1].weight).any())


@points(2, "each layer, and each call, draws weights of its own", requires_one_of=contract.basis)
def test_fresh(student):
    if two_layers(student, student.init_normal) is not False:
        fail("two layers have the same weights after net.apply(init_normal): is a seed set inside?")
