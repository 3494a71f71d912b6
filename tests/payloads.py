"""What somebody could hand in to make the instructor's browser do something: each payload counts itself when it runs.

A payload tells its number to ``__hit``, which the pages of a test have: by itself, or when its link is clicked.
"""

from base64 import b64encode
from dataclasses import dataclass

_PAYLOADS = (
    "<script>HIT</script>",
    "<ScRiPt >HIT</sCrIpT >",
    "</script><script>HIT</script>",
    "</textarea><script>HIT</script>",
    "</title></style><script>HIT</script>",
    "<!--><script>HIT</script>-->",
    "</pre></div></details><img src=x onerror=HIT>",
    "<img src=x onerror=HIT>",
    "<img/src='x'/onerror=HIT>",
    "<IMG SRC=x OnErRoR=ENTITIES>",
    '"><img src=x onerror=HIT>',
    "'><img src=x onerror='HIT'>",
    "<img srcset=x onerror=HIT>",
    "<picture><source srcset=x><img onerror=HIT></picture>",
    "<svg onload=HIT>",
    "<svg/onload=HIT>",
    "<svg><script>HIT</script></svg>",
    "<svg><animate onbegin=HIT attributeName=x dur=1s></svg>",
    "<svg><set onbegin=HIT attributeName=x dur=1s></svg>",
    "<math><mtext><img src=x onerror=HIT></mtext></math>",
    "<body onload=HIT><img src=x onerror=HIT>",
    "<style>@keyframes lek{from{color:red}}</style><b style='animation:lek 1s' onanimationstart=HIT>b</b>",
    "<style onload=HIT></style>",
    "<link rel=stylesheet href=data:text/css, onload=HIT>",
    "<video><source src=x onerror=HIT></video>",
    "<audio src=x onerror=HIT></audio>",
    "<video src=x onerror=HIT></video>",
    "<details open ontoggle=HIT><summary>s</summary></details>",
    "<iframe srcdoc='<script>parent.HIT</script>'></iframe>",
    "<iframe src='javascript:parent.HIT'></iframe>",
    "<iframe onload=HIT></iframe>",
    "<object data=data:text/html, onload=HIT onerror=HIT></object>",
    "<embed src=data:text/html, onload=HIT>",
    "<input autofocus onfocus=HIT>",
    "<noscript><p title='</noscript><img src=x onerror=HIT>'></noscript>",
    "<table background=x><td><img src=x onerror=HIT></table>",
    "<img src=x onerror=eval(atob('BASE'))>",
    "{{7*7}}{% raw %}<img src=x onerror=HIT>{% endraw %}",
    "<%= 1 %><img src=x onerror=HIT>",
    "&lt;img src=x onerror=1&gt;<img src=x onerror=HIT>",
    "\u202e<img src=x onerror=HIT>",
    "`<img src=x onerror=HIT>`",
    "[link](<javascript:1>)<img src=x onerror=HIT>",
)
_CLICKED = (
    "<a class=lok href='javascript:HIT'>a</a>",
    "<a class=lok href='JaVaScRiPt&colon;HIT'>a</a>",
    "<a class=lok href='&#1;java&#10;script:HIT'>a</a>",
    "<a class=lok href=x onclick='HIT;return false'>a</a>",
    "<form><button class=lok formaction='javascript:HIT'>b</button></form>",
    "<form action='javascript:HIT'><input class=lok type=submit></form>",
    "<svg width=9 height=9><a class=lok href='javascript:HIT'><rect width=9 height=9 /></a></svg>",
)


@dataclass(frozen=True)
class Payload:
    """A text that runs where nothing protects, with the number it tells."""

    number: int
    text: str
    clicked: bool


def _made(number: int, template: str, clicked: bool) -> Payload:
    hit = f"__hit.push({number})"
    entities = "".join(f"&#{ord(one)};" for one in hit)
    text = template.replace("ENTITIES", entities).replace("BASE", b64encode(hit.encode()).decode())
    return Payload(number, text.replace("HIT", hit), clicked)


PAYLOADS = tuple(
    _made(number, template, template in _CLICKED) for number, template in enumerate((*_PAYLOADS, *_CLICKED), 1)
)


def _names() -> tuple[str, ...]:
    """Payloads as names of folders: in a few long names, for a name holds no slash and no more than 255 bytes."""
    fit = [one.text for one in PAYLOADS if "/" not in one.text and not one.clicked and one.text.isprintable()]
    return tuple("".join(group) for group in (fit[at : at + 4] for at in range(0, len(fit), 4)))


NAMES = _names()

# What in a page, or in what a selector finds of it, could act, however well the browser is told not to run it.
ACTING = """(within) => [...document.querySelectorAll(within ? `${within} *` : "*")].filter((one) =>
    one.getAttributeNames().some((name) => name.startsWith("on"))
    || /^[\\s\\x00-\\x1f]*(java|vb)[\\s]*script/i.test(one.getAttribute("href") || one.getAttribute("src") || "")
    || ["IFRAME", "OBJECT", "EMBED", "MARQUEE"].includes(one.tagName)
    || (one.tagName === "SCRIPT" && !one.nonce)
).map((one) => one.outerHTML.slice(0, 200))"""
