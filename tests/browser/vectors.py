"""What a hostile notebook holds to have a page run or fetch something: each text stands in a cell and in outputs of its own, so
that an open tag of one hides no other."""

RUN = "document.title='taken'"
PICTURE = f"<img src=/logout onerror={RUN}>"

MARKDOWN = [
    # Addresses, in every spelling that a browser or a Markdown parser reads as one.
    f"[a](javascript&colon;{RUN}) [b](&#106;avascript:x) [c](JaVaScRiPt:x) [d](java\tscript:x) [e](\x01javascript:x)",
    "[a](vbscript:x) [b](data:text/html;base64,PHNjcmlwdD4=) [c](blob:x) [d](view-source:x) [e](file:///etc)",
    "[a](files/../logout) [b](files//logout) [c](./files/javascript:x) [d](notebooks/x.ipynb) [e](\\\\logout) [f](/%2flogout)",
    "[a](http:logout) [b](http:/logout) [c](https:///logout) [d](http:\\\\localhost/logout) [e](http://localhost./logout)",
    "[a](http://127.1/x) [b](http://[::1]/x) [c](http://0/x) [d](http://\u24db\u24deocalhost/x) [e](http://x@localhost/)",
    f"<javascript:{RUN}> <data:text/html,x> <//logout> www.localhost http://localhost/logout",
    "![a](javascript:x) ![b](//localhost/logout) ![c](files/logout) ![d](data:image/svg+xml;base64,PHN2Zz4=) ![e](attachment:a)",
    f"![{PICTURE}]($x$) [${PICTURE}$](/logout) `{PICTURE}`",
    # Tags whose end one parser sees and another does not.
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=/logout onerror={RUN}&gt;">',
    f'<svg><style><a id="</style>{PICTURE}">',
    f"<svg></p><style><a title='</style>{PICTURE}'></svg>",
    f"<form><math><mtext></form><form><mglyph><style></math>{PICTURE}</form>",
    f"<noscript><p title='</noscript>{PICTURE}'>",
    f"<textarea><p title='</textarea>{PICTURE}'> <xmp><p title='</xmp>{PICTURE}'> <title><p title='</title>{PICTURE}'>",
    f"<img src=/logout\x00 onerror={RUN}> <scr\x00ipt>{RUN}</scr\x00ipt> <\u017fcript>x</\u017fcript> \ufeff<script>{RUN}</script>",
    # Elements and attributes that load, run or cover.
    f'<template>{PICTURE}</template><iframe srcdoc="<script>parent.{RUN}</script>"></iframe><frameset><frame src=/logout>',
    f"<a onmouseover={RUN} onclick={RUN} style='position:fixed;inset:0' target=_self download>covers all</a>",
    f"<div style='background:url(/logout)' onclick={RUN}><p style='@import url(/logout)'><p style='behavior:url(/logout)'>",
    "<link rel=stylesheet href=/logout><link rel=prefetch href=/logout><link rel=dns-prefetch href=//example.org>",
    "<meta http-equiv=refresh content=0;url=/logout><base href=/logout target=_top>",
    "<object data=data:text/html,x></object><embed src=data:text/html,x><portal src=/logout></portal><fencedframe></fencedframe>",
    f"<video><source onerror={RUN}></video><details open ontoggle={RUN}><input autofocus onfocus={RUN}><marquee onstart={RUN}>m",
    f"<svg><a xlink:href=javascript:{RUN}><circle r=9 /></a><script href=/logout /><use href='data:image/svg+xml,x#x'/></svg>",
    f"# <a name=check_add></a><input id=check_add class=score> {{#x onclick={RUN}}}\n[^1]\n\n[^1]: {PICTURE}",
    # Formulas, code, tables, and much of it.
    "$\\href{javascript:x}{a} \\url{/logout} \\includegraphics{/logout} \\style{background:url(/logout)}{b} \\class{full-credit}{c}$",
    f"$\\text{{{PICTURE}}}$ $$\\begin{{array}}{{<script>{RUN}</script>}}a\\end{{array}}$$ \\(<b onclick={RUN}>\\)",
    f"```html\n<script>{RUN}</script>\n```\n~~~ {PICTURE}\nx\n~~~\n\n```mermaid\nclick A href '/logout'\n```",
    "| a | b |\n|-|-|\n" + f"| <script>{RUN}</script> | ![]({PICTURE}) |\n" * 50,
    "> " * 90 + PICTURE + "\n\n" + "- " * 60 + PICTURE,
]
CODE = [
    f"%%html\n{PICTURE}<script>{RUN}</script>",
    f"%%javascript\n{RUN}",
    f"%%svg\n<svg onload={RUN}>",
    f"'</pre></div>{PICTURE}<script>{RUN}</script>'",
]
RAW = [
    "text/html",
    "TEXT/HTML",
    "text/html; charset=x",
    "image/svg+xml",
    "application/javascript",
    "text/latex",
    "text/restructuredtext",
    PICTURE,
]
STREAM = f'\x1b]0;title\x07\x1b]8;;javascript:x\x1b\\x\x1b]8;;\x1b\\\x1b[38;2;1;2;3;48;5;">{PICTURE}m{PICTURE}\x1b[0m\x9b31mx\r\x08'
