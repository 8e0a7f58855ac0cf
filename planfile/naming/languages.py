"""Languages and flags in the names of subtitles: `.pt-BR.forced`, `2_English (SDH)`.

Codes are ISO 639-1, 639-2 (both forms) and the names people write; answers are IETF
tags (RFC 5646) as Jellyfin, Kodi and Plex read them after a video's name.
"""

from __future__ import annotations

import re

# tag: other codes and names, English first, then the language's own.
_TABLE = """
en: eng english inglese ingles anglais englisch
fr: fre fra french francais français vf vostfr truefrench
de: ger deu german deutsch
es: spa esp spanish espanol español castellano castilian
es-419: lat latino latin-american latinoamericano spanish-latin spanish-latin-american
it: ita italian italiano
pt: por portuguese portugues português
pt-BR: pob pb ptbr brazilian brazilian-portuguese portuguese-brazilian
nl: dut nld dutch nederlands flemish vlaams
sv: swe swedish svenska
no: nor norwegian norsk
nb: nob bokmal bokmål
nn: nno nynorsk
da: dan danish dansk
fi: fin finnish suomi
is: ice isl icelandic islenska
pl: pol polish polski
cs: cze ces czech cesky čeština
sk: slo slk slovak slovencina
sl: slv slovenian slovene
hu: hun hungarian magyar
ro: rum ron romanian romana
bg: bul bulgarian
el: gre ell greek ellinika
tr: tur turkish turkce türkçe
ru: rus russian русский
uk: ukr ukrainian українська
sr: scc srp serbian srpski
hr: scr hrv croatian hrvatski
bs: bos bosnian bosanski
mk: mac mkd macedonian
sq: alb sqi albanian
et: est estonian eesti
lv: lav latvian
lt: lit lithuanian
he: heb hebrew עברית
ar: ara arabic العربية
fa: per fas persian farsi
hi: hin hindi
bn: ben bengali bangla
ta: tam tamil
te: tel telugu
ml: mal malayalam
kn: kan kannada
mr: mar marathi
pa: pan punjabi
ur: urd urdu
gu: guj gujarati
si: sin sinhala
th: tha thai
vi: vie vietnamese
id: ind indonesian bahasa
ms: may msa malay
tl: tgl tagalog fil filipino
ja: jpn jap japanese 日本語
ko: kor korean 한국어
zh: chi zho chinese mandarin 中文
zh-Hans: chs gb zh-cn simplified chinese-simplified simplified-chinese 简体 zh-hans
zh-Hant: cht big5 zh-tw zh-hk traditional chinese-traditional traditional-chinese 繁體
yue: cantonese
ca: cat catalan
eu: baq eus basque euskara
gl: glg galician
cy: wel cym welsh
ga: gle irish
ka: geo kat georgian
hy: arm hye armenian
az: aze azerbaijani
kk: kaz kazakh
mn: mon mongolian
af: afr afrikaans
sw: swa swahili
la: latin
eo: epo esperanto
"""
_FLAGS = {
    "forced": "forced",
    "foreign": "forced",
    "sdh": "sdh",
    "cc": "sdh",
    "hi": "sdh",
    "hearing": "sdh",
    "full": "",
    "default": "default",
    "commentary": "commentary",
    "comment": "commentary",
}
_REGIONS = frozenset(
    ["br", "pt", "us", "gb", "uk", "mx", "es", "ca", "cn", "tw", "hk", "419"]
)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*", re.UNICODE)


def _by_word() -> dict[str, str]:
    words = {}
    for row in _TABLE.strip().splitlines():
        tag, _, names = row.partition(": ")
        words.update(dict.fromkeys([tag.lower(), *names.split()], tag))
    return words


_LANGUAGES = _by_word()


def language_of(word: str) -> str:
    """The IETF tag that a word ("eng", "English", "pt-BR") names, or ""."""
    key = word.lower().replace("_", "-")
    found = _LANGUAGES.get(key)
    if found:
        return found
    base, _, region = key.partition("-")
    if region in _REGIONS and base in _LANGUAGES:
        return f"{_LANGUAGES[base]}-{region.upper()}"
    return ""


def subtitle_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """Language and flags ("forced", "sdh", …) that a piece of a name says.

    >>> subtitle_tags(".pt-BR.forced")
    ('pt-BR', ('forced',))
    >>> subtitle_tags("2_English (SDH)")
    ('en', ('sdh',))
    """
    language, flags = "", []
    words = _WORD.findall(text.replace("_", " "))
    for at, word in enumerate(words):
        low = word.lower()
        flag = _FLAGS.get(low)
        # "hi" is Hindi on its own and hearing-impaired behind another language.
        if flag is not None and not (low == "hi" and not language):
            if flag and flag not in flags:
                flags.append(flag)
            continue
        found = _pair(words, at) or language_of(word)
        if found and (not language or _narrower(language, found)):
            language = found
    return language, tuple(sorted(flags))


def only_tags(text: str) -> bool:
    """Whether a piece of a name holds nothing but languages, flags and numbers."""
    words = _WORD.findall(text.replace("_", " "))
    return all(
        word.isdigit() or word.lower() in _FLAGS or language_of(word) for word in words
    )


def _pair(words: list[str], at: int) -> str:
    """A language of two words: "Brazilian Portuguese", "Chinese Simplified"."""
    if at + 1 >= len(words):
        return ""
    return _LANGUAGES.get(f"{words[at]}-{words[at + 1]}".lower(), "")


def _narrower(known: str, found: str) -> bool:
    """Whether `found` says more of the same: "pt-BR" behind "pt"."""
    return found.startswith(f"{known}-") or (
        (known == "es" and found == "es-419") or (known == "zh" and found[:2] == "zh")
    )
