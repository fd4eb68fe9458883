"""Objects that stay on the submission's side: what is asked of them, what is written into them, and their tensors."""

import copy
import itertools
from collections import Counter

import pytest
import torch
from torch import nn

from autograder.checks import CheckFailed, agree, assert_unmodified, inside, taken
from autograder.checks.copies import copied
from autograder.checks.runner import Subject, Test, run_test
from autograder.grading.replay import Replay
from autograder.remote import handle as handles
from autograder.remote import wire
from autograder.remote.executor import Executor
from autograder.remote.student import Student, SubmissionError, SubmissionTimeout, records_of


def student_with(**namespace):
    return Student(Executor(namespace))


class Vocab:
    def __init__(self, *words):
        self.words = list(words)

    def __len__(self):
        return len(self.words)

    def __contains__(self, word):
        return word in self.words

    def __iter__(self):
        return iter(self.words)

    def __eq__(self, other):
        return self.words == other.words

    def __hash__(self):
        return 0

    def __lt__(self, other):
        return len(self) < len(other)

    def __getitem__(self, index):
        return self.words[index]

    def __setitem__(self, index, word):
        self.words[index] = word


class Odd:
    """Says yes to everything."""

    def __eq__(self, other):
        return True

    __hash__ = None

    def __lt__(self, other):
        return True

    __gt__ = __le__ = __ge__ = __contains__ = __lt__


def test_what_python_asks_of_objects_is_asked_there():
    student = student_with(Vocab=Vocab)
    vocab, same, other = student.Vocab("a", "b"), student.Vocab("a", "b"), student.Vocab()
    assert "a" in vocab
    assert "c" not in vocab
    assert [len(vocab), bool(vocab), bool(other), list(vocab), vocab[1]] == [2, True, False, ["a", "b"], "b"]
    assert vocab == same
    assert vocab != other
    assert other < vocab
    assert not vocab < other
    vocab[0] = "z"
    assert list(vocab) == ["z", "b"]


def test_nothing_of_the_judges_is_equal_to_an_object_or_compared_with_it():
    odd = student_with(odd=Odd()).odd.value()
    assert not any(odd == value for value in (1, "x", None, [1], torch.ones(1), Odd()))
    assert 1 not in [odd]
    for compared in (lambda: odd < 1, lambda: odd >= 0.5, lambda: odd > 1, lambda: odd <= torch.ones(1)):
        with pytest.raises(SubmissionError, match="compared"):
            compared()


def test_an_object_that_says_it_is_of_another_class_crosses_as_an_object():
    class Liar:
        def __init__(self, kind):
            self.kind = kind

        __class__ = property(lambda self: self.kind)

        def __float__(self):
            return 1.0

        def __iter__(self):
            return iter(())

    student = student_with(made=lambda: [Liar(kind) for kind in (float, int, str, list, dict, torch.Tensor)])
    assert [type(value).__name__ for value in student.made()] == ["Handle"] * 6


def test_an_object_is_equal_to_itself_without_being_asked():
    class Never:
        def __eq__(self, other):
            raise RuntimeError

        __hash__ = None

    student = student_with(never=Never(), other=Never())
    assert student.never.value() == student.never.value()
    assert len({student.never.value(), student.never.value()}) == 1
    with pytest.raises(SubmissionError, match="RuntimeError"):
        assert student.never.value() == student.other.value()


def test_a_host_that_lies_about_an_answer_is_caught():
    class Lies:
        def __init__(self, executor):
            self.executor = executor

        def answer(self, packet):
            reply = self.executor.answer(packet)
            asked = isinstance(packet.message, wire.Call) and packet.message.args[:1] == ["truth"]
            return wire.Packet(wire.Returned("yes")) if asked else reply

    student = Student(Lies(Executor({"vocab": Vocab("a")})))
    with pytest.raises(SubmissionError, match="neither True nor False"):
        bool(student.vocab.value())


def test_an_iterator_can_be_asked_for_its_next_item_and_an_endless_one_ends(monkeypatch):
    student = student_with(count=itertools.count, few=lambda: iter([1, 2]))
    counter = student.count()
    assert [next(counter), next(counter)] == [0, 1]
    monkeypatch.setattr(handles, "ITEMS", 20)
    with pytest.raises(SubmissionError, match="did not end"):
        list(student.count())
    assert list(student.few()) == [1, 2]


def test_attributes_are_written_there_and_what_goes_nowhere_is_refused():
    student = student_with(Vocab=Vocab, layer=nn.Linear(2, 2), number=3)
    vocab = student.Vocab()
    vocab.size = 5
    vocab.words = ["x", torch.ones(2)]
    student.Vocab.kind = "class"
    assert [vocab.size, len(vocab), vocab.kind] == [5, 2, "class"]
    del vocab.size
    with pytest.raises(SubmissionError, match="AttributeError"):
        str(vocab.size)
    with pytest.raises(TypeError, match="@inside"):
        vocab.words = object()
    with pytest.raises(SubmissionError, match="TypeError"):
        student.layer.weight = torch.zeros(2, 2)
    with pytest.raises(AttributeError, match="its own"):
        student.number = 4
    with pytest.raises(AttributeError):
        student.number.attribute = 4


def test_a_copy_of_an_object_is_the_object():
    student = student_with(Vocab=Vocab)
    vocab = student.Vocab("a")
    assert copied((vocab, [vocab]))[1][0] is vocab
    assert copy.copy(vocab) is vocab
    assert copied((student.Vocab, 1))[0]("b")[0] == "b"


# -- tensors of the submission's


def sgd(net):
    with torch.no_grad():
        for p in net.parameters():
            p -= 0.5 * p.grad


def backward(net, X):
    net(X).sum().backward()


def layer():
    made = nn.Linear(2, 1)
    nn.init.ones_(made.weight)
    return made


def test_gradients_that_arise_there_show_here_and_those_from_here_arrive():
    student = student_with(net=layer(), backward=backward, sgd=sgd)
    weight, bias = student.net.weight, student.net.bias
    student.backward(student.net, torch.tensor([[1.0, 2.0]]))
    assert weight.grad.tolist() == [[1, 2]]
    weight.grad.mul_(2)
    bias.grad = torch.tensor([4.0])
    before = bias.item()
    student.sgd(student.net)
    assert weight.tolist() == [[0, -1]]
    assert bias.item() == pytest.approx(before - 2)
    weight.grad = None
    bias.grad = None
    with pytest.raises(SubmissionError, match="NoneType"):
        student.sgd(student.net)


def test_a_gradient_that_is_there_already_is_read():
    net = layer()
    backward(net, torch.tensor([[3.0, 2.0]]))
    assert student_with(net=net).net.weight.grad.tolist() == [[3, 2]]


def test_a_write_through_data_and_into_a_parameter_that_is_not_kept_arrives():
    student = student_with(net=layer(), total=lambda net: float(net.weight.detach().sum()))
    student.net.weight.data.fill_(3)
    assert student.total(student.net) == 6
    weight = student.net.weight
    weight.data = torch.tensor([[1.0, 4.0]])
    assert student.total(student.net) == 5


def test_frozen_parameters_are_frozen_on_both_sides():
    def freeze(net):
        net.weight.requires_grad_(False)

    student = student_with(net=layer(), freeze=freeze, frozen=lambda net: not net.bias.requires_grad)
    weight, bias = student.net.weight, student.net.bias
    student.freeze(student.net)
    assert not weight.requires_grad
    bias.requires_grad_(False)
    assert student.frozen(student.net) is True


def test_buffers_are_read_and_written():
    student = student_with(norm=nn.BatchNorm1d(2))
    student.norm.running_mean.fill_(7)
    student.norm.eval()
    mean = student.norm.running_mean
    assert mean.tolist() == [7, 7]
    student.norm.train()
    student.norm(torch.zeros(4, 2))
    torch.testing.assert_close(mean, torch.full((2,), 6.3))


def test_mirrors_that_nobody_keeps_are_not_watched():
    student = student_with(layer=layer)
    for _ in range(5):
        list(student.layer().parameters())
    student.layer()
    assert len(records_of(student)[-1].request.message.wrt) == 0


# -- generators


def batches(X, size):
    X += 1
    for start in range(0, len(X), size):
        yield X[start : start + size]


def endless(X):
    while True:
        yield X
        X = X + 1


def test_what_a_generator_does_to_its_arguments_is_seen():
    student = student_with(batches=batches, clean=lambda X, size: (row for row in X.split(size)), endless=endless)
    assert_unmodified(student.clean, torch.zeros(4, 2), 2)
    assert_unmodified(student.endless, torch.zeros(2))
    with pytest.raises(CheckFailed, match="changed its argument"):
        assert_unmodified(student.batches, torch.zeros(4, 2), 2)


def test_items_are_taken_there_as_many_as_asked_for():
    student = student_with(
        endless=endless, rows=lambda X: list(X), none=lambda X: None, loader=torch.utils.data.DataLoader
    )

    class Reference:
        endless = staticmethod(endless)

    X = torch.zeros(2)
    agree(student, Reference, lambda ns, X: taken(ns.endless, 3)(X), X)
    assert [item.tolist() for item in taken(student.endless, 2)(X)] == [[0, 0], [1, 1]]
    assert len(taken(student.rows, 1)(X)) == 2
    assert taken(student.none, 1)(X) is None
    assert len(taken(student.loader, 3)([1, 2, 3, 4])) == 3
    with pytest.raises(ValueError, match="positive"):
        taken(student.endless, 0)
    assert next(student.endless(X)).tolist() == [0, 0]


def test_a_generator_is_replayed_by_its_items():
    def others(X, size):
        for start in range(0, len(X), size):
            yield X[start : start + size] + 1

    student = student_with(batches=batches)
    taken(student.batches, 9)(torch.zeros(4, 2), 3)
    (record,) = records_of(student)
    assert Replay(Executor({"batches": batches})).agrees(record)
    assert not Replay(Executor({"batches": others})).agrees(record)


# -- the end of a conversation


@inside
def made():
    return nn.Linear(1, 1)


def test_after_a_test_nothing_is_kept_for_it():
    class Counting(Executor):
        def answer(self, packet):
            seen.append(type(packet.message).__name__)
            return super().answer(packet)

    seen = []
    backend = Counting({"f": lambda: 1})
    for function, kept in ((lambda student: student.f(), False), (lambda student: made(student), True)):
        seen.clear()
        error, _ = run_test(Test("f", "public", "test_f", function, ("student",)), Subject(backend, ""))
        assert error is None
        assert ("Forget" in seen) is kept
    assert backend._objects.all() == []


def test_a_process_that_was_lost_is_not_started_again_for_that():
    class Lost(Executor):
        def answer(self, packet):
            if isinstance(packet.message, wire.Forget):
                raise AssertionError
            if isinstance(packet.message, wire.Call) and packet.message.target is not None:
                raise SubmissionTimeout("Timeout", "no answer")
            return super().answer(packet)

    error, _ = run_test(
        Test("f", "public", "test_f", lambda student: made(student), ("student",)), Subject(Lost({}), "")
    )
    assert isinstance(error, SubmissionTimeout)


class Numbers(dict):
    def __missing__(self, word):
        return 0


@pytest.mark.parametrize("made", [Numbers(), type("Total", (list,), {})(), type("Count", (int,), {"twice": 2})()])
def test_what_a_class_makes_is_an_object_even_if_it_is_a_kind_of_dict_list_or_number(made):
    student = student_with(Made=type(made), given=lambda: made)
    assert isinstance(student.Made(), handles.Handle)
    assert type(student.given()) in (dict, list, int)  # what a function returns is its value


def test_a_kind_of_dict_answers_by_its_own_methods():
    vocab = student_with(Numbers=Numbers).Numbers()
    assert vocab["nobody"] == 0


def test_a_librarys_class_under_a_name_gives_values():
    assert student_with(count_corpus=Counter).count_corpus(["a", "b", "a"]) == {"a": 2, "b": 1}
