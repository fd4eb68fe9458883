"""An exercise as a contract: what is called, with which arguments, and what is asked of every answer.

    def arguments(rng, n=4, q=7):
        return (rng.normal(n, q),)

    contract = function("softmax(X)", lambda ns, X: ns.softmax(X), arguments, sizes=[{"n": 1}, {"q": 1}])

`graders/<assignment>/<id>/contract.py` holds one under this name. From it follow the tests of `battery`, with the
weights and titles that are set here; what is special about the exercise is written in test_hidden.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis.strategies import SearchStrategy, deferred, just

from autograder.checks.agreement import Behaviour
from autograder.checks.cases import Case, Edge
from autograder.checks.modulecalls import evaluation
from autograder.checks.ownwork import OwnWork as OwnWork
from autograder.checks.pasting import calls_a_helper, expression, starred
from autograder.checks.sampling import sizes_of, small
from autograder.checks.settings import Setting
from autograder.checks.shaping import leaves, on_device
from autograder.checks.stages import Place
from autograder.checks.written import Written, names_of

Arguments = Callable[..., tuple[Any, ...]]
"""`arguments(rng, n=4, q=7)`: those of one call, floating tensors in float64; its sizes have ordinary values."""


@dataclass(frozen=True, kw_only=True)
class Contract:
    """What an answer is asked to do.

    - `of`: the call as a learner would write it, `"softmax(X)"`, beginning with the exercise's id.
    - `call(namespace, *arguments)`: does it, for a submission and for the reference alike; its parameters name the arguments.
    - `arguments`: see `Arguments`.
    - `kind`: decides which tests there are, see `battery.KINDS`.
    - `sizes`: other sizes for the test of sizes, each a dict of some of them: `{"n": 1}`.
    - `forms`: sizes with which gradients and properties are asked as well, where an argument has several forms: vectors and
      images, say. The ordinary sizes, `{}`, are one of them.
    - `small`: strategies for those sizes of which counterexamples need others than 1, 2, 3.
    - `search`: a strategy of whole small argument tuples, where `arguments` cannot make them.
    - `edges`, `refused`: special arguments by what is special about them, which must give what the reference gives, or
      raise an exception. Their floating tensors are used as they are.
    - `cases`: tests of their own by name, of a part or of special arguments, see `checks.cases`.
    - `views`: arguments whose memory is laid out in other ways than transposed and strided, for the test of layouts; used as
      they are, so their tensors are drawn from `rng`.
    - `untouched`: more arguments that are left as they were, such as another form of the labels; used as they are.
    - `settings`: how else a submission may be called, or with what simpler arguments, so that it is right although something
      in it is wrong; all but values, sizes' own included, is then asked in the first setting in which it is. See `checks.settings`.
    - `constants`: names of arguments that need no gradient; where all are named, no gradient is asked for.
    - `parts`: names for the tensors in an argument that is a tuple: `{"params": ("W_x", "b")}`.
    - `costs`: the sizes with which the work may grow in proportion, no more; all whole numbers where nothing is said. As a
      mapping, it also says from which small sizes each of them grows.
    - `gradcheck`: sizes for finite differences, which take calls for each element; at most three of each where nothing is said.
    - `own_work`: what may not be used, if anything.
    - `basis`: the test of values without which properties do not count; of several, one must pass.
    - `tolerance`, `edge_tolerance`: absolute, of values in float32; measured from the reference's rounding where nothing
      is said.
    - `weights`, `titles`: of the battery's tests by name, where the usual ones do not fit.
    - `without`: tests of the battery that make no sense here, each with the reason.
    - `make`: of a module, what makes one; see `module`.
    - `place`, `gradient_place`: say where a submission first differs, see `checks.stages`.
    """

    of: str
    call: Behaviour
    arguments: Arguments
    kind: str = "function"
    sizes: Sequence[Mapping[str, Any]] = ()
    small: Mapping[str, SearchStrategy[Any]] = field(default_factory=dict)
    search: SearchStrategy[tuple[Any, ...]] | None = None
    edges: Mapping[str, Edge] = field(default_factory=dict)
    refused: Mapping[str, Edge] = field(default_factory=dict)
    forms: Sequence[Mapping[str, Any]] = ({},)
    cases: Mapping[str, Case] = field(default_factory=dict)
    views: Mapping[str, Edge] = field(default_factory=dict)
    untouched: Mapping[str, Edge] = field(default_factory=dict)
    settings: Sequence[Setting] = ()
    constants: Sequence[str] = ()
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    costs: Sequence[str] | Mapping[str, Mapping[str, Any]] | None = None
    gradcheck: Mapping[str, Any] = field(default_factory=dict)
    own_work: OwnWork | None = None
    basis: str | Sequence[str] = "test_values"
    tolerance: float | None = None
    edge_tolerance: float | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    without: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None
    gradient_place: Place | None = None
    make: Behaviour | None = None

    def __post_init__(self) -> None:
        known = sizes_of(self.arguments)
        grown = self.costs.values() if isinstance(self.costs, Mapping) else ()
        for some in (self.small, *self.sizes, *self.forms, *grown, self.gradcheck, dict.fromkeys(self.costs or ())):
            for name in some:
                if name not in known:
                    raise ValueError(f"{name} is no size of {self.of}; there are {', '.join(known) or 'none'}")

    @property
    def id(self) -> str:
        """The exercise's id: the name that is called."""
        return self.of.partition("(")[0]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the arguments: the parameters of `call` after the namespace."""
        return names_of(self.call)

    def named(self, call: Behaviour | None, of: str) -> tuple[Behaviour, str]:
        """A call of a test of its own, and it in words: those of the contract where there are no others.

        Without `of`, the words are the expression that the call returns, if it is one that a learner can read.
        """
        if call is None or isinstance(call, Written):
            return call or self.call, of or self.of
        code = expression(call, self.names)
        if code is None:
            return call, of or self.of
        readable = not calls_a_helper(code, call)
        if starred(call):
            call = Written(call, self.names, code, (call,))
        return call, of or (code if readable else self.of)

    def drawn(self, rng: Any, **sizes: Any) -> tuple[Any, ...]:
        """Arguments, of ordinary size unless `sizes` says otherwise, on the device of `rng`."""
        return on_device(self.arguments(rng, **sizes), rng.device)

    def differentiable(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """The arguments, in which every floating tensor requires a gradient but those that are `constants`."""
        for name, arg in zip(self.names, args, strict=True):
            if name not in self.constants:
                for tensor in leaves(arg):
                    tensor.requires_grad_()
        return args

    def found(self, **sizes: Any) -> SearchStrategy[tuple[Any, ...]]:
        """Small arguments, among which a counterexample is searched for; with those of `sizes` that are no whole
        numbers."""
        if self.search is not None:
            return self.search
        fixed = {name: just(size) for name, size in sizes.items() if type(size) is not int}
        # Made when something is searched for: most answers are right, and it takes as long as several calls.
        return deferred(lambda: small(self.arguments, {**self.small, **fixed}))

    def drawn_in_each_form(self, rng: Any, **sizes: Any) -> Iterator[tuple[Any, ...]]:
        """`drawn` of each of the `forms`."""
        return (self.drawn(rng, **{**sizes, **form}) for form in self.forms)


def function(of: str, call: Behaviour, arguments: Arguments, **rest: Any) -> Contract:
    """A function of tensors: of one or several, element by element, reducing, a cell or a whole sequence."""
    return Contract(of=of, call=call, arguments=arguments, **rest)


def writes(of: str, call: Behaviour, arguments: Arguments, **rest: Any) -> Contract:
    """A function that changes its arguments: an optimiser, a clipping of gradients.

    `call` wraps it in `inplace` and returns what the arguments are afterwards.
    """
    return Contract(of=of, call=call, arguments=arguments, kind="writes", **rest)


def plain(of: str, call: Behaviour, arguments: Arguments, **rest: Any) -> Contract:
    """Plain Python: strings, lists, dicts, numbers, and classes made of them."""
    return Contract(of=of, call=call, arguments=arguments, kind="plain", **rest)


def batches(of: str, call: Behaviour, arguments: Arguments, **rest: Any) -> Contract:
    """A generator of minibatches. `call` exhausts it, and returns what does not depend on the order that chance gives."""
    return Contract(of=of, call=call, arguments=arguments, kind="batches", **rest)


def draws(of: str, call: Behaviour, arguments: Arguments, **rest: Any) -> Contract:
    """A function that draws random tensors. `call` checks what was drawn, and returns what does not depend on chance."""
    return Contract(of=of, call=call, arguments=arguments, kind="draws", **rest)


def module(of: str, make: Behaviour, arguments: Arguments, *, biases: bool = False, **rest: Any) -> Contract:
    """A module, whose parts may have any names: they get the same numbers in the reference and in an answer.

    `of` ends with the forward pass, `"Residual(input_channels, num_channels)(X)"`. `make(namespace, *options)` gives
    the module, a submission's by a call that is made together with what fills it; `arguments` gives the options, then
    what the forward pass takes. Results and gradients are those in
    evaluation mode, unless a test says that it trains. With `biases`, those of torch's parts are a matter of their own:
    one that is missing, or not to be there, costs the values and not everything that is asked of right ones.
    """
    if biases:
        call, name = evaluation(of, make, biases=False), "biases_of_zero"
        case = Case(2, "with biases of zero, the result is right", call=call, of=f"{of} with biases of zero")
        setting = Setting("biases of zero", call, not_for=("sizes",), biases=False)
        rest["cases"] = {name: case, **rest.get("cases", {})}
        rest["settings"] = [setting, *rest.get("settings", ())]
        rest.setdefault("basis", ("test_values", f"test_{name}"))
    return Contract(of=of, call=evaluation(of, make), arguments=arguments, kind="module", make=make, **rest)
