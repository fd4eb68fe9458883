"""What a learner can run: two small parts that say what they are called with."""

from torch import nn

from autograder.checks import assert_equal, inside, points


@inside
def written(EncoderDecoder, *args):
    class Encoder(nn.Module):
        def forward(self, X, *args):
            return ["encoded", X, *args]

    class Decoder(nn.Module):
        def init_state(self, enc_outputs, *args):
            return ["state of", enc_outputs, *args]

        def forward(self, X, state):
            return [X, state]

    return EncoderDecoder(Encoder(), Decoder())(*args)


@points(2, "the decoder starts from the state that it makes of the encoder's outputs")
def test_chain(student):
    expected = ["target", ["state of", ["encoded", "source"]]]
    assert_equal(written(student, student.EncoderDecoder, "source", "target"), expected, of='net("source", "target")')


@points(1, "a further argument goes to the encoder and to init_state", requires="test_chain")
def test_further(student):
    expected = ["target", ["state of", ["encoded", "source", 7], 7]]
    assert_equal(
        written(student, student.EncoderDecoder, "source", "target", 7), expected, of='net("source", "target", 7)'
    )
