"""Place by place."""


def truncate_pad(line, num_steps, padding_token):
    result = []
    for i in range(num_steps):
        result.append(line[i] if i < len(line) else padding_token)
    return result
