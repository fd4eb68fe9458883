"""Both parts in a ModuleList."""

from torch import nn


class EncoderDecoder(nn.Module):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.parts = nn.ModuleList([encoder, decoder])

    def forward(self, source, target, *args):
        encoder, decoder = self.parts
        return decoder(target, decoder.init_state(encoder(source, *args), *args))
