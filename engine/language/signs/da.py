"""The signs in Danish."""

from __future__ import annotations

from engine.language.signs import Signs

_NUMBER = r"\b(?:\d{1,3}(?:\s?[-–]\s?\d{1,3})?|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv|fjorten|tredive)"
_MONTH = r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)"
_GOODS = r"(?:nyheder|nye produkter|nye varer|kollektion\w*|udsalg\w*|kampagne\w*|tilbud)"

SIGNS = Signs(
    packaging=r"\boriginal\w*[\s-]*(?:emballage\w*|indpakning\w*|æske\w*|kasse\w*|karton\w*)",
    demand=r"\b(?:skal|bedes|kræve[rs]?|krævet|krav|påkrævet|nødvendig\w*|forudsætter|betingelse|venligst|vær venlig|husk)\b"
    r"|^\s*(?:og\s+)?(?:send|returner|returnér|pak|læg|brug|gem|behold)\b",
    soft=r"\b(?:ikke|intet|ingen|behøver|gerne|hvis|eller|også|uden|enhver|kan|må|selv|aldrig|heller)\b",
    only=r"\bkun\b",
    without=r"\buden\b",
    refusal=r"\b(?:kan ikke|kan vi ikke|afvis\w*|behandles ikke|behandler ikke|ikke behandle\w*)\b",
    party=r"\b(?:fragtfirma|transportør|transportfirma|speditør|kurér|kurer|budfirma|postvæsen|leverandør|grossist|producent|fabrik)\w*",
    before=r"\b(?:skyldes|på grund af|pga\.?|fordi(?= (?:vores|det|en|et) )|(?:forårsaget|mistet|tabt|beskadiget|forsinket|glemt) af"
    r"|(?:fejl\w*|forsinkelse\w*|problem\w*|strejke\w*|skylden|ansvaret) (?:ligger )?(?:hos|fra|af|med))",
    behind=r"\b(?:fejl\w*|skyld\b|skylden|forsinket|har (?:mistet|tabt|glemt|beskadiget)|svigtet|strejke\w*|ansvarlig\w*"
    r"|(?:har|kunne) ikke (?:leveret|levere|nået|nå|hentet|hente|kunnet|scannet))\b",
    ours=r"\bikke\b[^.]{0,30}\b(?:skyld|fejl|ansvar)|\bvores (?:eget |egen )?(?:ansvar|fejl|skyld)|\bvi (?:har|bærer|tager) ansvaret"
    r"|\b(?:står|hæfter) vi for\b|\bvi (?:står|hæfter) for\b",
    offer=r"(?:rabat|%|kode)[^.]{0,40}\bnæste (?:køb|ordre|handel|bestilling)|\bnæste (?:køb|ordre|handel|bestilling)[^.]{0,40}(?:rabat|%|kode)"
    r"|\b(?:få|nyd|spar|snup)\b[^.]{0,20}(?:\d+\s?%|rabat\w*)|\b(?:tilmeld|abonner|abonnér)\b[^.]{0,40}nyhedsbrev"
    rf"|\b(?:se|find|opdag|udforsk|gå ikke glip af)\s+(?:alle\s+)?(?:vores|ugens|de)\b[^.]{{0,25}}\b{_GOODS}\b"
    r"|\b(?:køb|shop|handl) (?:nu|mere|videre)\b|\bfølg os på\b|\bTrustpilot\b|\b(?:anmeld os|skriv en anmeldelse)\b",
    spans=rf"{_NUMBER}\s+(?:(?:kalender|arbejds|bank|hver|hverdags)?dage|døgn|uger)\b"
    r"(?!\s+(?:siden|gammel|gamle|om ugen|i ugen|fortrydelsesret|returret|garanti))"
    rf"|\binden for\s+{_NUMBER}\s+timer\b",
    dates=rf"\b\d{{1,2}}\.?\s+{_MONTH}\b",
    elsewhere=r"\b(?:\w*lov|loven|\w*loven|direktiv\w*|forordning\w*|bekendtgørelse\w*|handelsbetingelse\w*|vilkår\w*|lukket|helligdag\w*|åbent?|åbningstid\w*)\b|§",
    next=r"\b(?:svar|skriv|ring|vælg|fortæl|gem|pak|læg|send|sig til|snart|vent|undervejs|på vej|om lidt|næste"
    r"|du (?:får|skal|kan|må|behøver|hører|har stadig|vil)|vi (?:vil|betaler|sender|ser|skriver|spørger|begynder|fortsætter|går)"
    r"|af sig selv|så snart|bare)\b|\?",
    closing=r"\b(?:uklart|spørgsmål|brug for hjælp|følge din sag|følge sagen|venlig hilsen|hilsen|tak fordi|tak for)\b",
)
