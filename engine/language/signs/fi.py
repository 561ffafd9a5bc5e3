"""The signs in Finnish."""

from __future__ import annotations

from engine.language.signs import Signs

_NUMBER = r"\b(?:\d{1,3}(?:\s?[-–]\s?\d{1,3})?|kahden|kahta|kaksi|kolmen|kolme|neljän|neljä|viiden|viisi|seitsemän|kymmenen|neljäntoista|neljätoista)"
_MONTH = r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu\w*"

SIGNS = Signs(
    packaging=r"\balkuperäi\w*[\s-]*(?:myynti)?(?:pakkau\w*|laatik\w*|rasia\w*|kääre\w*|kartonki\w*)",
    demand=r"\b(?:täytyy|tulee|pitää|on oltava|vaadi\w*|vaatim\w*|edellyt\w*|välttämät\w*|pakolli\w*|muista|ehtona|\w+(?:ttava|ttävä))\b"
    r"|^\s*(?:ja\s+)?(?:lähetä|palauta|pakkaa|laita|käytä|säilytä)\b",
    soft=r"\b(?:ei|eikä|emme|en|et|älä|jos|tai|myös|voit|saat|tarvitse|ilman|mieluiten|mikä|missä|vaikka|kelpaa)\b",
    only=r"\b(?:vain|ainoastaan)\b",
    without=r"\bilman\b",
    refusal=r"\b(?:emme voi|ei voida|ei käsitellä|emme käsittele|hylätään|hylkäämme)\b",
    party=r"\b(?:kuljetusyhtiö|kuljetusliik|kuljetusyrity|kuljettaj|rahtiyhtiö|huolintaliik|kuriiri|tavarantoimittaj|toimittaj|tukku|valmistaj|tehta)\w*|(?-i:\bPosti(?:n|sta|lla|lta)?\b)",
    before=r"\b(?:johtuu|johtui|aiheutti|aiheuttaa|aiheuttanut|syynä (?:on|oli)|syy on|vika on|vastuu on|koska|hukannut|vahingoittanut)",
    behind=r"\b(?:vuoksi|takia|syytä|syystä|vika\w*|virhe\w*|viivästy\w*|myöhästy\w*|hukannut|hukkasi|kadottan\w*|kadotti|lakko\w*|vahingoitti\w*|unohti|unohtanut"
    r"|vastuulla\b|ei (?:ole )?(?:toimitta\w*|pystynyt|ehtinyt|noutanut))",
    ours=r"\bei (?:ole )?[^.]{0,30}\b(?:syy|vika|vastuu)\w*|\bvastuullamme\b|\bvastaamme\b|\boma virheemme\b|\bmeidän vastuulla\w*",
    offer=r"(?:alennu\w*|%|koodi\w*)[^.]{0,40}\bseuraava\w* (?:osto\w*|tilau\w*)|\bseuraava\w* (?:osto\w*|tilau\w*)[^.]{0,40}(?:alennu\w*|%|koodi\w*)"
    r"|\b(?:saat|säästä|hyödynnä|nappaa)\b[^.]{0,20}(?:\d+\s?%|alennukse\w*|alennuskoodi\w*)|\b(?:tilaa|liity)\b[^.]{0,40}uutiskirje\w*"
    r"|\b(?:katso|tutustu|löydä)\b[^.]{0,25}\b(?:uutuu\w*|mallisto\w*|tarjou\w*|kampanja\w*|alennusmyynti\w*)"
    r"|\b(?:osta|tilaa) (?:nyt|lisää)\b|\bseuraa meitä\b|\bTrustpilot\b|\b(?:kirjoita|jätä) arvostelu\b|\barvostele meidät\b",
    spans=rf"{_NUMBER}\s+(?:(?:arki|työ|pankki|kalenteri)?päivän|vuorokauden|viikon)\s+(?:kuluessa|sisällä|aikana|kuluttua|päästä)\b"
    rf"|{_NUMBER}\s+(?:(?:arki|työ|pankki|kalenteri)?päivää|vuorokautta|viikkoa)\b(?!\s+(?:sitten|viikossa|vanha))"
    rf"|{_NUMBER}\s+tunnin\s+(?:kuluessa|sisällä|aikana)\b",
    dates=rf"\b\d{{1,2}}\.\s+{_MONTH}",
    elsewhere=r"\b(?:laki|lain|\w*lai(?:n|ssa|sta)|direktiiv\w*|asetu\w*|ehdot|ehtoje\w*|suljettu|pyhäpäiv\w*|avoinna|auki|aukiolo\w*)\b|§",
    next=r"\b(?:vastaa|kirjoita|soita|valitse|kerro|säilytä|pakkaa|laita|lähetä|liitä|ilmoita|pian|odota|matkalla|hetken kuluttua|seuraava\w*"
    r"|saat|voit|sinun (?:ei )?|kuulet|maksamme|lähetämme|katsomme|kirjoitamme|kysymme|aloitamme|jatkamme|jatkuu|tarkistamme|selvitämme|tarvitse"
    r"|itsestään|heti kun|riittää)\b|\?",
    closing=r"\b(?:epäselv\w*|kysyttävää|tarvitset apua|seurata asia\w*|terveisin|kiitos)\b",
)
