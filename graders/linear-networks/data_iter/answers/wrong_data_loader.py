"""torch's own loader."""

from torch.utils.data import DataLoader, TensorDataset

HINT = (
    "The minibatches are right, but torch.utils.data.DataLoader is what you are building here: draw an order and "
    "cut it yourself."
)
MUST_FAIL = "test_hidden::test_own_work"


def data_iter(batch_size, features, labels):
    yield from map(tuple, DataLoader(TensorDataset(features, labels), batch_size, shuffle=True))
