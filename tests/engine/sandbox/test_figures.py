"""A figure that a cell shows is drawn once and fast, and has the pixels that matplotlib gives it by itself."""

import json
import os
import subprocess
import sys

import pytest

from autograder.sandbox import policy

_DRAWINGS = """
import sys
import matplotlib.figure
from autograder.sandbox import host
from autograder.remote import wire

host.prepare()
guest = host.Host(host.Limits())
drawn, draw = [], matplotlib.figure.Figure.draw
matplotlib.figure.Figure.draw = lambda self, *args: (drawn.append(self), draw(self, *args))[1]
for cell in sys.argv[1:]:
    shown = guest.answer(wire.Packet(wire.Execute(cell))).message.outputs
pictures = sum("image/png" in (output.data or {}) for output in shown)
sys.__stdout__.write(f"{len(drawn)} drawn, {pictures} shown")
"""

# Each is drawn at 72 dpi, at 100 dpi, and once more with everything moved.
_PLOTS = {
    "lines": "axes.plot([1, 2, 4], label='a'); axes.set(xlabel='x', ylabel='y', title='t'); axes.legend(title='l')",
    "own ticks": "axes.plot([1, 2]); axes.set_xticks([0, 0.1, 0.7, 1], ['none', 'few', 'many', 'all'], rotation=30)",
    "no ticks": "axes.imshow([[0, 1], [2, 3]]); axes.set(xticks=[], yticks=[], xlabel='x')",
    "no axes": "axes.imshow([[0, 1], [2, 3]]); axes.set_axis_off()",
    "minor ticks": "axes.plot([1, 2]); axes.minorticks_on(); axes.grid(which='both', linestyle=':')",
    "minor ticks outside": "axes.plot([1, 2]); axes.minorticks_on(); axes.set(xlim=(0.2, 0.8)); axes.set_clip_on(False)",
    "minor ticks in colour": "axes.tick_params(which='minor', color='red', length=9); axes.plot([1, 2]); axes.minorticks_on()",
    "minor ticks off again": "axes.minorticks_on(); axes.plot([1, 2]); figure.canvas.draw(); axes.minorticks_off()",
    "logarithmic": "axes.loglog([1, 10, 1000], [0.1, 0.2, 0.9]); axes.set(xlabel='x'); axes.grid(True)",
    "a decade": "axes.semilogy([0.2, 0.3, 0.45]); axes.minorticks_off()",
    "tick parameters": "axes.plot([1, 2]); axes.tick_params(axis='x', direction='in', pad=9, labelsize=14, colors='red', top=True)",
    "a tick's own": "axes.plot([1, 2]); tick = axes.xaxis.get_major_ticks()[0]; tick.label1.set_color('red'); tick.gridline.set_visible(True)",
    "one tick's own": "axes.plot([1, 2]); axes.xaxis.get_major_ticks()[1].label1.set_bbox({'facecolor': 'red'})",
    "first tick's frame": "axes.plot([1, 2]); axes.yaxis.majorTicks[0].label1.set_bbox({'facecolor': 'red'})",
    "hidden label": "axes.plot([1, 2]); axes.get_xticklabels()[1].set_visible(False)",
    "formatter": "axes.plot([1, 2]); axes.xaxis.set_major_formatter(lambda value, place: f'{value:.2f} m\\n({place})')",
    "large numbers": "axes.plot([1e9, 1e9 + 3]); axes.ticklabel_format(useMathText=True)",
    "formulas": "axes.plot([1, 2]); axes.set(title=r'$\\sum_i x_i^2$', xlabel='cost in \\\\$')",
    "right and above": "axes.plot([1, 2]); axes.set(xlabel='x', ylabel='y'); axes.xaxis.tick_top(); axes.xaxis.set_label_position('top'); axes.yaxis.tick_right(); axes.yaxis.set_label_position('right')",
    "twins": "axes.plot([1, 2]); other = axes.twinx(); other.plot([300, 100], 'r'); other.set_ylabel('other')",
    "second axis": "axes.plot([1, 2]); axes.secondary_xaxis('top', functions=(lambda x: 2 * x, lambda x: x / 2)).set_xlabel('x')",
    "spines": "axes.plot([-1, 2]); axes.spines['bottom'].set_position('zero'); axes.spines[['top', 'right']].set_visible(False); axes.set_xlabel('x')",
    "colour bar": "figure.colorbar(axes.imshow([[0, 1], [2, 3]]), label='c')",
    "categories": "axes.bar(['one', 'two', 'three'], [1, 2, 3]); axes.set_xlabel('n')",
    "text": "axes.annotate('here', (0.5, 0.5), (0.2, 0.8), arrowprops={}); axes.text(0.1, 0.1, 'two\\nlines', ha='right', rotation=40, wrap=True)",
    "rotating text": "axes.plot([0, 3]); axes.text(0.1, 0.1, 'up', rotation=30, transform_rotates_text=True, transform=axes.transData)",
    "constrained": "figure.set_layout_engine('constrained'); axes.plot([1e5, 2e5]); axes.set_xlabel('x')",
    "constrained, unlabelled": "figure.set_layout_engine('constrained'); axes.plot([1, 2]); axes.tick_params(labelbottom=False)",
    "tight": "axes.plot([1e5, 2e5]); axes.set_ylabel('y'); figure.tight_layout()",
    "own margins": "axes.plot([1, 2]); axes.set(xlabel='x', ylabel='y'); figure.subplots_adjust(left=0.4, bottom=0.4)",
    "aligned labels": "axes.set_ylabel('y'); axes.set_ylim(0, 1e6); axes.ticklabel_format(style='plain'); below = figure.add_subplot(2, 2, 3); below.set_ylabel('z'); figure.align_labels()",
    "shared": "figure.clear(); top, below = figure.subplots(2, 1, sharex=True); top.plot([1, 2]); below.set_xlabel('x'); below.grid()",
    "polar": "figure.clear(); figure.add_subplot(projection='polar').plot([1, 2, 3])",
    "in space": "figure.clear(); space = figure.add_subplot(projection='3d'); space.plot([1, 2], [1, 2], [1, 3]); space.set_zlabel('z')",
    "style": "plt.rcParams.update({'xtick.labelsize': 7, 'text.hinting': 'force_autohint', 'xtick.minor.visible': True}); figure.clear(); figure.subplots().plot([1, 2])",
    "after the style": "axes.plot([1, 2], label='a'); axes.legend()",
    "another font": "plt.rcParams['font.sans-serif'].insert(0, 'DejaVu Serif'); figure.clear(); figure.subplots().plot([1, 2], label='a')",
    "cleared": "axes.minorticks_on(); axes.plot([1, 2]); figure.canvas.draw(); axes.clear(); axes.plot([2, 1])",
    "more minor ticks": "axes.xaxis.get_minor_ticks(3)[2].label1.set_color('red'); axes.plot([1, 2]); axes.set_xticks([0.2, 0.4, 0.6], ['a', 'b', 'c'], minor=True)",
}
_PIXELS = """
import hashlib, json, sys
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
from autograder.sandbox import figures

made, laid_out = [], []
make, lay_out = matplotlib.axis.Tick.__init__, matplotlib.text.Text._get_layout
matplotlib.axis.Tick.__init__ = lambda self, *args, **kwargs: (made.append(self), make(self, *args, **kwargs))[1]
matplotlib.text.Text._get_layout = lambda self, to: (laid_out.append(str(self)), lay_out(self, to))[1]
helped = sys.argv[1] == "helped" and figures.draw_faster()
figure, axes = plt.subplots(figsize=(3, 2))
axes.plot([1, 2])
axes.set_xlabel("x")
figure.canvas.draw()
plt.close(figure)
counts = [len(made), list(laid_out)]
plots, digests = json.load(sys.stdin), {}
for name, source in plots.items():
    with plt.rc_context():
        figure, axes = plt.subplots(figsize=(3, 2))
        exec(source)
        seen = []
        for dpi in (72, 100):
            figure.set_dpi(dpi)
            figure.canvas.draw()
            seen.append(hashlib.sha256(figure.canvas.buffer_rgba()).hexdigest())
        for each in figure.axes:
            each.set_xlim(-3, 11)
            each.set_xlabel("moved")
        figure.canvas.draw()
        seen.append(hashlib.sha256(figure.canvas.buffer_rgba()).hexdigest())
        plt.close(figure)
    plt.rcParams["font.sans-serif"][:] = [font for font in plt.rcParams["font.sans-serif"] if font != "DejaVu Serif"]
    digests[name] = seen
print(json.dumps([helped, digests, *counts]))
"""


@pytest.mark.parametrize("magic", ["", "%matplotlib inline\n"])
def test_a_figure_is_drawn_once_and_shown_once(magic, tmp_path):
    cell = f"{magic}import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    environment = {**os.environ, "HOME": str(tmp_path), "MPLBACKEND": policy.ENVIRONMENT["MPLBACKEND"]}
    command = [sys.executable, "-c", _DRAWINGS, cell]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "1 drawn, 1 shown", done.stderr


@pytest.fixture(scope="module")
def pixels():
    def of(way):
        command = [sys.executable, "-c", _PIXELS, way]
        done = subprocess.run(command, input=json.dumps(_PLOTS), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return {way: of(way) for way in ("helped", "ordinary")}


def test_the_installed_matplotlib_is_one_that_draws_faster(pixels):
    assert [helped for helped, *_ in pixels.values()] == [True, False]


@pytest.mark.parametrize("plot", _PLOTS)
def test_a_plot_has_the_same_pixels_as_without_help(plot, pixels):
    assert pixels["helped"][1][plot] == pixels["ordinary"][1][plot]


def test_few_ticks_are_made_anew_and_no_text_is_laid_out_twice(pixels):
    (_, _, made, laid_out), (_, _, ordinarily_made, ordinarily_laid_out) = pixels["helped"], pixels["ordinary"]
    assert made == 2 < ordinarily_made
    assert len(laid_out) == len(set(laid_out))
    assert len(ordinarily_laid_out) > len(set(ordinarily_laid_out))


def test_a_matplotlib_that_was_not_tried_is_left_alone():
    script = (
        "import matplotlib; from matplotlib.axis import Axis; ordinary = dict(vars(Axis))\n"
        "matplotlib.__version_info__ = (3, 99)\n"
        "from autograder.sandbox import figures; print(figures.draw_faster(), dict(vars(Axis)) == ordinary)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["False", "True"], done.stderr
