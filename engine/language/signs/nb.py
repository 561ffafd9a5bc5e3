"""The signs in Norwegian bokmål."""

from __future__ import annotations

from engine.language.signs import Signs

_NUMBER = r"\b(?:\d{1,3}(?:\s?[-–]\s?\d{1,3})?|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|tolv|fjorten|tretti)"
_MONTH = r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)"
_GOODS = r"(?:nyheter|nye produkter|nye varer|kolleksjon\w*|salg\w*|kampanje\w*|tilbud\w*)"

SIGNS = Signs(
    packaging=r"\boriginal\w*[\s-]*(?:emballasje\w*|innpakning\w*|eske\w*|kartong\w*|pakning\w*)",
    demand=r"\b(?:må|skal|kreve[rs]?|krevd|krav|påkrevd|nødvendig\w*|forutsetter|betingelse|vennligst|husk)\b"
    r"|^\s*(?:og\s+)?(?:send|returner|pakk|legg|bruk|behold|ta vare på)\b",
    soft=r"\b(?:ikke|ingen|intet|trenger|gjerne|hvis|dersom|eller|også|uten|enhver|kan|selv|aldri|heller)\b",
    only=r"\b(?:kun|bare)\b",
    without=r"\buten\b",
    refusal=r"\b(?:kan ikke|kan vi ikke|avvis\w*|avslå\w*|behandles ikke|behandler ikke)\b",
    party=r"\b(?:fraktfirma|fraktselskap|transportør|transportfirma|speditør|budfirma|leverandør|grossist|produsent|fabrikk)\w*",
    before=r"\b(?:skyldes|på grunn av|pga\.?|fordi(?= (?:vår|vårt|det|en|et) )|(?:forårsaket|mistet|tapt|skadet|forsinket|glemt) av"
    r"|(?:feil\w*|forsinkelse\w*|problem\w*|streik\w*|skylden|ansvaret) (?:ligger )?(?:hos|fra|av|med))",
    behind=r"\b(?:feil\w*|skyld\b|skylden|forsinket|har (?:mistet|rotet|glemt|skadet)|sviktet|streik\w*|ansvarlig\w*"
    r"|(?:har|kunne|klarte) ikke (?:å )?(?:levert|levere|hentet|hente|rukket|rekke|skannet))\b",
    ours=r"\bikke\b[^.]{0,30}\b(?:skyld|feil|ansvar)|\bvårt (?:eget )?ansvar|\bvår (?:egen )?(?:feil|skyld)|\bvi (?:har|bærer|tar) ansvaret"
    r"|\b(?:står|svarer) vi for\b|\bvi (?:står|svarer) for\b",
    offer=r"(?:rabatt|%|kode)[^.]{0,40}\bneste (?:kjøp|ordre|handel|bestilling)|\bneste (?:kjøp|ordre|handel|bestilling)[^.]{0,40}(?:rabatt|%|kode)"
    r"|\b(?:få|spar|nyt)\b[^.]{0,20}(?:\d+\s?%|rabatt\w*)|\b(?:meld deg på|abonner)\b[^.]{0,40}nyhetsbrev"
    rf"|\b(?:se|finn|oppdag|utforsk|ikke gå glipp av)\s+(?:alle\s+)?(?:våre|ukens|de)\b[^.]{{0,25}}\b{_GOODS}\b"
    r"|\b(?:kjøp|handle?) (?:nå|mer|videre)\b|\bfølg oss på\b|\bTrustpilot\b|\b(?:skriv en (?:anmeldelse|omtale)|gi oss en vurdering)\b",
    spans=rf"{_NUMBER}\s+(?:(?:kalender|virke|arbeids|bank|hver)?dager|døgn|uker)\b"
    r"(?!\s+(?:siden|gammel|gamle|i uken|i uka|angrerett|returrett|åpent kjøp|garanti))"
    rf"|\b(?:innen|i løpet av)\s+{_NUMBER}\s+timer\b",
    dates=rf"\b\d{{1,2}}\.?\s+{_MONTH}\b",
    elsewhere=r"\b(?:\w*lov|loven|\w*loven|direktiv\w*|forordning\w*|forskrift\w*|vilkår\w*|stengt|helligdag\w*|åpent?|åpningstid\w*)\b|§",
    next=r"\b(?:svar|skriv|ring|velg|fortell|behold|ta vare på|pakk|legg|send|si fra|snart|vent|underveis|på vei|om et øyeblikk|neste"
    r"|du (?:får|skal|kan|må|trenger|hører|har fortsatt|vil)|vi (?:vil|betaler|sender|ser|skriver|spør|begynner|fortsetter|går)"
    r"|av seg selv|så snart|bare)\b|\?",
    closing=r"\b(?:uklart|spørsmål|trenger hjelp|følge saken|vennlig hilsen|hilsen|takk for)\b",
)
