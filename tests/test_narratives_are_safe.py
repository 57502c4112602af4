import re
import time
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.prose import faults, to_html, to_text

NBSP = "\u00a0"
ALLOWED = "p|br|em|strong|del|a|ul|ol|li|blockquote|code|pre|table|thead|tbody|tr|th|td|hr"
SAFE_TAG = re.compile(
    rf"<(?:/(?:{ALLOWED})|(?:{ALLOWED})|ol start=\"\d+\"|a(?: href=\"(?!(?i:\s*(?:javascript|data|vbscript):))[^\"<>]*\")?"
    r"(?: title=\"[^\"]*\")?(?: rel=\"nofollow noopener\"))>"
)


def codes(text):
    return [fault.code for fault in faults(text)]


def unsafe_remains(html):
    return re.findall(r"<[^>]*>?", SAFE_TAG.sub("", html))


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>", "<b>gras</b>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<iframe src=//x.fr></iframe>",
        "<a href='javascript:alert(1)'>x</a>", "<p onclick=alert(1)>x</p>", "<style>p{}</style>", "<!-- caché -->", "<?php x ?>", "<![CDATA[x]]>",
        "<!DOCTYPE html>", "<div>\nx\n</div>", "<math><mtext></mtext></math>", "<form action=//x.fr><input></form>", "<base href=//x.fr>",
        "<meta http-equiv=refresh content=0>", "<br>", "<B>x</B>", "<x-y>z</x-y>", "<noscript><p title='</noscript><img src=x>'>",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "context", ["{}", "Avant {} après", "- liste {}\n- suite", "> {}", "Avant\n\n{}\n\naprès", "*{}*", "[{}](https://a.fr)"]
)
def test_raw_html_is_told_and_never_survives(html, context):
    text = context.format(html)
    assert "html-brut" in codes(text)
    assert unsafe_remains(to_html(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "`<b>`",
        "5 < 6 et 7 > 3",
        "a<b",
        "&lt;b&gt;",
        "\\<b>",
        "```\n<script>\n```",
        "<https://www.rtes.fr/>",
        "<contact@exemple.fr>",
        "a & b",
    ],
)
def test_what_only_looks_like_html_is_accepted_and_escaped(text):
    assert codes(text) == []
    assert unsafe_remains(to_html(text)) == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("un *deux* **trois** ~~quatre~~", "<p>un <em>deux</em> <strong>trois</strong> <del>quatre</del></p>"),
        ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"),
        ("3. trois\n4. quatre", '<ol start="3">\n<li>trois</li>\n<li>quatre</li>\n</ol>'),
        ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>"),
        ("un `code`", "<p>un <code>code</code></p>"),
        ("un  \ndeux", "<p>un<br>\ndeux</p>"),
        ("[RTES](https://www.rtes.fr/)", '<p><a href="https://www.rtes.fr/" rel="nofollow noopener">RTES</a></p>'),
        ("[écrire](mailto:contact@exemple.fr)", '<p><a href="mailto:contact@exemple.fr" rel="nofollow noopener">écrire</a></p>'),
        ("un\n\ndeux", "<p>un</p>\n<p>deux</p>"),
        ("un\n\n---\n\ndeux", "<p>un</p>\n<hr>\n<p>deux</p>"),
        (
            "| a | b |\n|---|---:|\n| 1 | 2 |",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>\n<tr><td>1</td><td>2</td></tr>\n</tbody></table>",
        ),
    ],
)
def test_the_markdown_of_the_guide_is_rendered(text, html):
    assert codes(text) == []
    assert to_html(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Oui : non ; si ! ou ? « mot » 5 %", f"<p>Oui{NBSP}: non{NBSP}; si{NBSP}! ou{NBSP}? «{NBSP}mot{NBSP}» 5{NBSP}%</p>"),
        ("**Oui** : non", f"<p><strong>Oui</strong>{NBSP}: non</p>"),
        ("- un ;\n- deux.", f"<ul>\n<li>un{NBSP};</li>\n<li>deux.</li>\n</ul>"),
        ("600 € de plus", f"<p>600{NBSP}€ de plus</p>"),
    ],
)
def test_typographic_spaces_are_set(text, html):
    assert to_html(text) == html


@pytest.mark.parametrize("text", ["| a | b |\n| :--- | :---: |\n| c | d |", "| a | b |\n|---| :---|\n| c | d |"])
def test_typographic_spaces_do_not_break_a_table(text):
    assert to_html(text).count("<td>") == 2


@pytest.mark.parametrize("text", ["- ? quoi\n- bon", "- ! bon\n- oui", "1. : un\n2. deux"])
def test_typographic_spaces_do_not_break_a_list(text):
    assert to_html(text).count("<li>") == 2


@pytest.mark.parametrize("scheme", ["javascript", "JavaScript", "data", "vbscript", "file", "ftp", "tel", "blob", "x+y.z"])
@pytest.mark.parametrize("link", ["[a]({}:b)", "[a](  {}:b  )", "[a](<{}:b>)", "[a][1]\n\n[1]: {}:b", '[a]({}:b "titre")'])
def test_a_link_out_of_the_web_is_told_and_never_survives(scheme, link):
    text = link.format(scheme)
    assert codes(text) == ["lien-dangereux"]
    assert scheme.lower() not in to_html(text).lower()


@pytest.mark.parametrize(
    "text",
    [
        "[a](java&#10;script:alert(1))",
        "[a](&#1;javascript:alert(1))",
        "[a](java%0Ascript:alert(1))",
        "[a](\\javascript:alert(1))",
    ],
)
def test_a_scheme_in_disguise_leads_nowhere(text):
    assert not re.search(r'href="\s*javascript:', to_html(text), re.IGNORECASE)


@pytest.mark.parametrize(
    "address", ["https://a.fr", "HTTP://a.fr", "mailto:contact@a.fr", "/poles/", "#chiffres", "www.a.fr/x:y", "?q=a:b"]
)
def test_a_link_of_the_web_is_accepted(address):
    assert codes(f"[a]({address})") == []


@pytest.mark.parametrize("text", ["# Titre", "###### Titre", "Titre\n=====", "Titre\n---", "> # Titre", "- # Titre"])
def test_a_heading_is_told_once(text):
    assert codes(text) == ["titre-dans-le-texte"]
    assert not re.search(r"<h[1-6]", to_html(text))


@pytest.mark.parametrize("text", ["#5 des actions", "n° # 5", "\\# Titre", "un\n\n---"])
def test_what_only_looks_like_a_heading_is_accepted(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    "text", ["![a](b.jpg)", "![](https://x.fr/pixel.gif)", "![a][1]\n\n[1]: b.jpg", "[![a](b.jpg)](https://a.fr)"]
)
def test_an_image_is_told_and_never_survives(text):
    assert codes(text) == ["image-dans-le-texte"]
    assert "<img" not in to_html(text)


def test_each_fault_is_told_where_it_starts():
    text = "Été <b>un</b>, puis ![deux](x.jpg)\n\n# Trois\n\n[quatre](javascript:a)"
    assert [(fault.code, text[fault.offset :][:3]) for fault in faults(text)] == [
        ("html-brut", "<b>"),
        ("image-dans-le-texte", "![d"),
        ("titre-dans-le-texte", "# T"),
        ("lien-dangereux", "[qu"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le **pôle**, ouvert.", "Le pôle, ouvert."),
        ("L’**eau** et l’*air*", "L’eau et l’air"),
        ("Voir [le site](https://a.fr).", "Voir le site."),
        ("un\ndeux\n\ntrois", "un deux trois"),
        ("un  \ndeux", "un deux"),
        ("- un\n- deux\n  - trois", "un deux trois"),
        ("Suite :\n\n1. un ;\n2. `deux`.", "Suite : un ; deux."),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7"),
        ("", ""),
    ],
)
def test_the_words_of_a_narrative_stand_without_mark_up(text, words):
    assert to_text(text) == words


MARKDOWN_LIKE = st.lists(
    st.sampled_from(
        [
            "<",
            ">",
            "</",
            "<b>",
            "<script>",
            "javascript:",
            "&#106;",
            "&lt;",
            "[",
            "](",
            ")",
            "![",
            "`",
            "*",
            "_",
            "\n",
            "\n\n",
            "|",
            "---",
            "# ",
            "- ",
            '"',
            "'",
            " ",
            "a",
            "é",
            "\\",
            ":",
            "data:",
            "<a href=",
            "<!--",
            "-->",
            "<style>",
        ]
    ),
    max_size=25,
).map("".join)


@settings(deadline=None, max_examples=300)
@given(MARKDOWN_LIKE | st.text(max_size=60))
def test_no_text_becomes_anything_but_permitted_html(text):
    assert unsafe_remains(to_html(text)) == []
    assert all(0 <= fault.offset <= len(text) for fault in faults(text))
    assert "\n" not in to_text(text)


@pytest.mark.parametrize(
    "sign", ["[", "![", "<", "<b>", "<!--", "> ", "- ", "1. ", "*a ", "_a*", "[a](", "&#x", "|", "`a", "[a]: x\n"]
)
def test_the_first_faults_of_a_hostile_narrative_are_found_at_once(sign):
    started = time.perf_counter()
    list(islice(faults(sign * (250_000 // len(sign))), 20))
    assert time.perf_counter() - started < 3
