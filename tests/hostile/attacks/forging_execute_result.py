"""Publishes execute results and display data that look like a score and like a report."""

GETS = "honest"

from IPython.display import HTML, display

display({"text/plain": "10.0"}, raw=True)
get_ipython().displayhook.write_format_data({"text/plain": "10.0"})
display(HTML("<div><p><strong>softmax: 10 of 10 points, passed</strong></p></div>"))


def softmax(X):
    return X.exp() / X.exp().sum()


10.0
