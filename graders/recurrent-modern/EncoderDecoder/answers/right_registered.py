"""Parts by add_module; a method for each half of the work."""

import torch


class EncoderDecoder(torch.nn.Module):
    def __init__(self, encoder, decoder):
        torch.nn.Module.__init__(self)
        for name, part in {"reader": encoder, "writer": decoder}.items():
            self.add_module(name, part)

    def begun(self, enc_X, args):
        return self.writer.init_state(self.reader(enc_X, *args), *args)

    def forward(self, enc_X, dec_X, *args):
        return self.writer.forward(dec_X, self.begun(enc_X, args))
