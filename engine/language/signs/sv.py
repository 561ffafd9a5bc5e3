"""The signs in Swedish."""

from __future__ import annotations

from engine.language.signs import Signs

_NUMBER = r"\b(?:\d{1,3}(?:\s?[-–]\s?\d{1,3})?|två|tre|fyra|fem|sex|sju|åtta|nio|tio|tolv|fjorton|trettio)"
_MONTH = r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
_GOODS = r"(?:nyheter|nya produkter|kollektion\w*|rea\b|kampanj\w*|erbjudanden?)"

SIGNS = Signs(
    packaging=r"\boriginal\w*[\s-]*(?:förpackning\w*|emballage\w*|kartong\w*|låda\w*|inslagning\w*)",
    demand=r"\b(?:måste|ska|skall|kräver|krävs|krav|nödvändig\w*|förutsätter|villkor|vänligen|kom ihåg|behöver vi)\b"
    r"|^\s*(?:och\s+)?(?:skicka|returnera|packa|lägg|använd|spara|behåll)\b",
    soft=r"\b(?:inte|ej|ingen|inget|behöver du|gärna|om|eller|också|även|utan|vilken|valfri|kan|får|aldrig|heller)\b",
    only=r"\b(?:endast|bara|enbart)\b",
    without=r"\butan\b",
    refusal=r"\b(?:kan inte|kan vi inte|avslå\w*|avvisa\w*|behandlas inte|behandlar inte)\b",
    party=r"\b(?:fraktbolag|fraktfirma|transportör|transportbolag|speditör|budfirma|leverantör|grossist|tillverkare|fabrik)\w*",
    before=r"\b(?:beror på|på grund av|pga\.?|eftersom(?= (?:vår|vårt|det|en|ett) )|för att(?= (?:vår|vårt) )|(?:orsakats?|tappats? bort|skadats?|försenats?|glömts?|försenad) av"
    r"|(?:fel|felet|försening\w*|problem\w*|strejk\w*|skulden|ansvaret) (?:ligger )?(?:hos|från|av|med))",
    behind=r"\b(?:fel\b|felet|skuld\b|skulden|försenat?|har (?:tappat|glömt|skadat|slarvat)|svikit|strejk\w*|ansvarig\w*"
    r"|(?:har|kunde) inte (?:levererat|leverera|hämtat|hämta|hunnit|hinna|skannat))\b",
    ours=r"\binte\b[^.]{0,30}\b(?:skuld|fel|ansvar)|\bvårt (?:eget )?(?:ansvar|fel)|\bvi (?:har|bär|tar) ansvaret"
    r"|\b(?:står|svarar) vi för\b|\bvi (?:står|svarar) för\b",
    offer=r"(?:rabatt|%|kod)[^.]{0,40}\bnästa (?:köp|order|beställning)|\bnästa (?:köp|order|beställning)[^.]{0,40}(?:rabatt|%|kod)"
    r"|\b(?:få|spara|njut)\b[^.]{0,20}(?:\d+\s?%|rabatt\w*)|\b(?:anmäl dig|prenumerera)\b[^.]{0,40}nyhetsbrev"
    rf"|\b(?:se|upptäck|utforska|missa inte)\s+(?:alla\s+)?(?:våra|vår|veckans)\b[^.]{{0,25}}\b{_GOODS}"
    r"|\b(?:köp|handla|shoppa) (?:nu|mer|vidare)\b|\bfölj oss på\b|\bTrustpilot\b|\b(?:skriv en recension|lämna ett omdöme)\b",
    spans=rf"{_NUMBER}\s+(?:(?:kalender|arbets|bank|var|helgfria\s+var)?dagar|dygn|veckor)\b"
    r"(?!\s+(?:sedan|gammal|gamla|i veckan|ångerrätt|öppet köp|garanti))"
    rf"|\binom\s+{_NUMBER}\s+timmar\b",
    dates=rf"\b\d{{1,2}}\s+{_MONTH}\b",
    elsewhere=r"\b(?:\w*lag|lagen|\w*lagen|direktiv\w*|förordning\w*|villkor\w*|stängt|helgdag\w*|öppet|öppettid\w*)\b|§",
    next=r"\b(?:svara|skriv|ring|välj|berätta|spara|packa|lägg|skicka|säg till|snart|vänta|på väg|om en stund|nästa"
    r"|du (?:får|ska|kan|måste|behöver|hör|har fortfarande)|vi (?:ska|betalar|skickar|tittar|ser|skriver|frågar|börjar|fortsätter|går)"
    r"|av sig självt?|så snart|bara)\b|\?",
    closing=r"\b(?:oklart|frågor|behöver hjälp|följa ärendet|följa ditt ärende|vänliga hälsningar|hälsningar|tack för)\b",
)
