"""In the order in which they come."""

HINT = (
    "The examples come in the order in which they were given: shuffle the indices before you cut them into "
    "minibatches."
)
MUST_FAIL = "test_hidden::test_neighbours_are_parted"


def data_iter(batch_size, features, labels):
    for i in range(0, len(features), batch_size):
        yield features[i : i + batch_size], labels[i : i + batch_size]
