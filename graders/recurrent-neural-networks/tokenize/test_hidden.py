"""What is special about tokenize: characters, and what it does by itself."""

from autograder.checks.byhand import case

from .contract import arguments, contract

title = 'token="char" gives the characters of each line, blanks too'
test_characters = case(contract, 3, title, lambda rng: arguments(rng, token="char"), (["a  b", "", " "], "char"))

title, of = "without a second argument there are words", "tokenize(lines)"
test_default = case(contract, 1, title, arguments, call=lambda ns, lines, _: ns.tokenize(lines), of=of)
