"""Takes over the conversation with the judge and calls everything passed."""

GETS = "nothing"

import socket

from autograder.remote import wire

judge = socket.socket(fileno=3)
wire.send(judge, wire.Packet(wire.Executed([])))
while True:
    wire.receive_request(judge)
    wire.send(judge, wire.Packet(wire.Returned("passed", 1, 0, [], [], "10.0")))
