"""What is special about ViTBlock: where dropout falls, names and defaults, parameters of its own, and lengths on an accelerator."""

import torch

from autograder.checks import agree, aside, assert_tensor, fail, inside, points
from autograder.checks.byhand import case
from autograder.checks.modules import addresses, evaluated, filled, filled_by_label
from autograder.checks.shaping import cast, each
from autograder.devices.simulated import to_device

from .contract import contract

PROBABILITY, COUNT = 0.5, 200


@inside
def added(ViTBlock, x, dropout, part):
    """What one part adds in training to 200 sequences of one token, all alike, by one head and one hidden unit.

    The small network adds its hidden unit, which is clearly above zero, and 1 to each feature.
    """
    X = x.expand(200, 1, -1).clone()
    net, parameters, _ = filled_by_label(ViTBlock(8, [8], 1, 1, dropout), (X, None))
    first, second = (parameters[words] for words in ("weight (8,)", "weight (8,) number 2"))
    with torch.no_grad():
        if part == "attention":
            second.zero_(), parameters["bias (8,)"].zero_()
        else:
            parameters["weight (8, 8) number 4"].zero_(), first.div_(8), second.fill_(1)
            parameters["bias ()"].fill_(2), parameters["bias (8,)"].fill_(1)
    return (net.train()(X, None) - X).detach()[:, 0]


def rows(student, reference, x, part):
    """What the submission adds in training, (200, 8), and what is added without dropout, (8,): in float64 on the CPU."""
    came = assert_tensor(added(student, student.ViTBlock, x, PROBABILITY, part), of="what the block adds in training")
    if tuple(came.shape) != (COUNT, 8):
        fail("what the block adds in training has the shape {came}, but should be (200, 8)", came=tuple(came.shape))
    bare = added(reference, reference.ViTBlock, x, 0.0, part)[0]
    return came.detach().cpu().double(), bare.cpu().double()


def assert_half(dropped, message):
    share = float(dropped.double().mean())
    if not abs(share - PROBABILITY) < 0.15:
        fail(message, share=f"{share:.2f}")


@points(2, "in training, attention weights are dropped, and nothing else of the attention", requires="test_values")
def test_dropout_of_attention(student, reference, rng):
    # The weight of a single token is 1: it is dropped, or doubled, and so is all that attention adds.
    came, bare = rows(student, reference, rng.normal(8).float(), "attention")
    dropped = came.abs().amax(dim=1) < 1e-4
    if not (dropped | ((came - 2 * bare).abs().amax(dim=1) < 1e-3)).all():
        fail("in training, what attention adds should be dropped or doubled as a whole where a token sees itself alone")
    message = "where a token sees itself alone, its weight should be dropped in half of the cases, not in {share}"
    assert_half(dropped, message)


@points(3, "in training, dropout falls behind each of the two layers of the small network", requires="test_values")
def test_dropout_of_the_small_network(student, reference, rng):
    # The hidden unit is dropped, or doubled, and then each element of what the second layer makes of it and of its bias, 1.
    came, bare = rows(student, reference, rng.normal(8).float(), "small network")
    zero, alone, both = ((came - due).abs() < 1e-3 for due in (torch.zeros(8), 2 * torch.ones(8), 4 * bare - 2))
    if not (zero | alone | both).all():
        fail(
            "in training, the small network adds what comes neither of a hidden unit that is dropped nor of one doubled"
        )
    assert_half(zero, "in training, half of what the second layer gives should be dropped, not a share of {share}")
    of_hidden = "in training, half of what the activation gives should be dropped, not a share of {share}"
    assert_half(alone.any(dim=1), of_hidden)


@inside
def named(ViTBlock, X, lens):
    """Without use_bias and without lengths, all else by name; dropout does nothing in evaluation."""
    net = ViTBlock(num_hiddens=4, norm_shape=4, mlp_num_hiddens=6, num_heads=2, dropout=0.5)
    net, _, _ = filled(net, X)
    return evaluated(net, (X,)), net.eval()(X, valid_lens=lens)


@inside
def shared(ViTBlock, X):
    """How many parameters two blocks have in common."""
    first, second = (ViTBlock(4, [4], 6, 2, 0.0).to(X.device, X.dtype) for _ in range(2))
    first(X), second(X)
    return len(addresses(first) & addresses(second))


def drawn(rng):
    return rng.normal(2, 3, 4).float(), rng.integers(1, 4, (2,))


title, of = (
    "the parameters have the names of the book, and use_bias and valid_lens may be left out",
    "named(ViTBlock, X, valid_lens)",
)
test_names = case(contract, 1, title, drawn, call=lambda ns, *args: named(ns, ns.ViTBlock, *args), of=of)

title, of = "each block has parameters of its own", "the number of parameters that two blocks share"
test_new = case(
    contract,
    1,
    title,
    lambda rng: drawn(rng)[:1],
    call=lambda ns, X: shared(ns, ns.ViTBlock, X),
    of=of,
    requires="test_one_head",
)


@aside
@points(1, "lengths are heeded on an accelerator, too")
def test_lengths_on_a_device(student, reference, rng, accelerator):
    args = cast(contract.drawn(rng, lens=True), torch.float32)
    there = each(args, lambda tensor: to_device(tensor, accelerator), floating=False)
    agree(student, reference, contract.call, *there, of=contract.of, dtype=False)
