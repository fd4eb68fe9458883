"""Figures in the least time: what matplotlib does over and over while it draws a notebook's plots is done once.

Pictures stay what they are, pixel by pixel. It reaches into matplotlib, so it does nothing to a version that it was not
tried with: figures are then drawn in the ordinary way. The shares are of all function calls that the notebooks' figures
make; together, 37 %.
"""

from __future__ import annotations

import copy
import functools
from typing import Any

import matplotlib
from matplotlib import axis as axes
from matplotlib import text as texts
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.cbook import CallbackRegistry
from matplotlib.font_manager import fontManager
from matplotlib.ticker import NullLocator

# Patched below, which is why they have no types.
Axis: Any = axes.Axis
XAxis: Any = axes.XAxis
YAxis: Any = axes.YAxis
Text: Any = texts.Text

TRIED_WITH = ((3, 11),)
_LAYOUTS = 4096
_PARTS = ("tick1line", "tick2line", "gridline", "label1", "label2")
# Of an artist, what a copy of its look leaves out; a tick in which one of these was set is not a model for others.
_PERSONAL = {
    "_gid": None,
    "_url": None,
    "_snap": None,
    "_agg_filter": None,
    "_sticky_edges": None,
    "_remove_method": None,
    "_rasterized": False,
    "_animated": False,
    "_in_layout": True,
}


def draw_faster() -> bool:
    """Whether this version of matplotlib is one that can be helped."""
    if matplotlib.__version_info__[:2] not in TRIED_WITH:
        return False
    _make_no_minor_ticks_where_none_are_drawn()
    _copy_ticks()
    _place_ticks_once_per_drawing()
    _remember_layouts()
    return True


def _make_no_minor_ticks_where_none_are_drawn() -> None:
    """Saves 6 %: each axis makes one, with three lines and two texts, only to tell it of its clip path and grid."""
    ordinary = vars(Axis)["minorTicks"]
    get_minor_ticks = Axis.get_minor_ticks

    class MinorTicks:
        def __get__(self, axis: Any, owner: Any = None) -> Any:
            if axis is None:
                return self
            return [] if isinstance(axis.get_minor_locator(), NullLocator) else _made(axis)

    def _made(axis: Any) -> Any:
        for tick in ordinary.__get__(axis, type(axis)):
            for artist in (tick, tick.gridline):  # as set_clip_path would have done, had they been there
                artist.clipbox, artist._clippath = axis.clipbox, axis._clippath
        return axis.minorTicks

    @functools.wraps(get_minor_ticks)
    def get(self: Any, numticks: int | None = None) -> Any:
        if numticks and "minorTicks" not in vars(self):
            _made(self)
        return get_minor_ticks(self, numticks)

    Axis.minorTicks = MinorTicks()
    Axis.get_minor_ticks = get


def _copy_ticks() -> None:
    """Saves 23 %: a further tick comes from the first as it is, instead of being made from nothing and then adapted."""

    def copying(ordinary: Any, ticks_of: str) -> Any:
        @functools.wraps(ordinary)
        def get(self: Any, numticks: int | None = None) -> Any:
            if numticks is not None and type(self) in (XAxis, YAxis):
                ticks = getattr(self, ticks_of)
                while 0 < len(ticks) < numticks and _is_a_model(ticks[0]):
                    ticks.append(_twin(ticks[0]))
            return ordinary(self, numticks)

        return get

    Axis.get_major_ticks = copying(Axis.get_major_ticks, "majorTicks")
    Axis.get_minor_ticks = copying(Axis.get_minor_ticks, "minorTicks")


def _is_a_model(tick: Any) -> bool:
    artists = [tick, *(getattr(tick, name) for name in _PARTS)]
    return (
        type(tick) in (axes.XTick, axes.YTick)
        and all(vars(artist)[name] is value for artist in artists for name, value in _PERSONAL.items())
        and not any(artist._callbacks.callbacks or artist._picker for artist in artists)
        and tick.label1._bbox_patch is tick.label2._bbox_patch is None
    )


def _twin(tick: Any) -> Any:
    twin = _shallow(tick)
    for name in _PARTS:
        part = _shallow(getattr(tick, name))
        if isinstance(part, Text):
            part._fontproperties = part._fontproperties.copy()
        else:
            part._invalidx = part._invalidy = True  # its path is the first tick's
        setattr(twin, name, part)
    return twin


def _shallow(artist: Any) -> Any:
    twin = object.__new__(type(artist))
    vars(twin).update(vars(artist), _callbacks=CallbackRegistry(signals=["pchanged"]))
    return twin


def _place_ticks_once_per_drawing() -> None:
    """Saves 3 %: axis, label and spine each ask for ticks and the extent of their labels, two or three times in all."""
    draw = Axis.draw
    update_ticks = Axis._update_ticks
    ticklabel_bboxes = Axis._get_ticklabel_bboxes

    @functools.wraps(draw)
    def drawing(self: Any, renderer: Any) -> None:
        self._found = {}
        try:
            draw(self, renderer)
        finally:
            del self._found

    @functools.wraps(update_ticks)
    def update(self: Any) -> Any:
        found = vars(self).get("_found")
        if found is None:
            return update_ticks(self)
        if "ticks" not in found:
            found["ticks"] = update_ticks(self)
        return found["ticks"]

    @functools.wraps(ticklabel_bboxes)
    def bboxes(self: Any, ticks: Any, renderer: Any) -> Any:
        found = vars(self).get("_found")
        if found is None or ticks is not found.get("ticks"):
            return ticklabel_bboxes(self, ticks, renderer)
        if "bboxes" not in found:
            found["bboxes"] = ticklabel_bboxes(self, ticks, renderer)
        return found["bboxes"]

    def unless_empty(ordinary: Any) -> Any:
        @functools.wraps(ordinary)
        def update_position(self: Any, renderer: Any) -> None:
            if self.label.get_text() or "_found" not in vars(self):  # a layout counts empty labels in
                ordinary(self, renderer)

        return update_position

    Axis.draw, Axis._update_ticks, Axis._get_ticklabel_bboxes = drawing, update, bboxes
    for axis in (XAxis, YAxis):
        axis._update_label_position = unless_empty(axis._update_label_position)


def _remember_layouts() -> None:
    """Saves 3 %, and FreeType's part: a text is laid out up to five times a drawing, and the same numbers stand at many axes."""
    lay_out = Text._get_layout
    settings = [key for key in matplotlib.rcParams if key.startswith(("font.", "text.", "mathtext."))]
    setting = functools.partial(dict.__getitem__, matplotlib.rcParams)
    layouts: dict[Any, Any] = {}
    valid_for: list[Any] = []

    @functools.wraps(lay_out)
    def remembering(self: Any, renderer: Any) -> Any:
        special = self._wrap or self._usetex or self._transform_rotates_text or self._features or self._language
        if special or type(self) not in (Text, texts.Annotation) or type(renderer) is not RendererAgg:
            return lay_out(self, renderer)
        now = [len(fontManager.ttflist), *map(setting, settings)]
        if now != valid_for or len(layouts) > _LAYOUTS:
            layouts.clear()
            valid_for[:] = copy.deepcopy(now)
        key = (
            *(self._text, hash(self._fontproperties), renderer.dpi, self.get_figure(root=True).dpi, self._parse_math),
            *(self._horizontalalignment, self._verticalalignment, self._multialignment, self._linespacing),
            *(self._rotation, self._rotation_mode),
        )
        if key not in layouts:
            layouts[key] = lay_out(self, renderer)
        return layouts[key]

    Text._get_layout = remembering
