"""The signs in German."""

from __future__ import annotations

from engine.language.signs import Signs

_NUMBER = r"\b(?:\d{1,3}(?:\s?[-–]\s?\d{1,3})?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|vierzehn|dreißig)"
_MONTH = r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
_GOODS = r"(?:Neuheiten|neuen? Produkte|Kollektion\w*|Angebote\w*|Aktion\w*|Sale)"

SIGNS = Signs(
    packaging=r"(?:\boriginal\w*[\s-]*(?:verpack\w*|karton\w*|schachtel\w*)|\bursprüngliche\w*\s+(?:Verpackung|Karton)\w*|(?-i:\bOVP\b))",
    demand=r"\b(?:müssen|muss|sollen|soll|bitte|erforderlich|notwendig|zwingend|Voraussetzung|verlangen|brauchen wir|benötigen wir|denken Sie)\b"
    r"|^\s*(?:und\s+)?(?:senden|schicken|verpacken|legen|benutzen|verwenden|bewahren)\s+Sie\b",
    soft=r"\b(?:nicht|kein\w*|gern\w*|falls|wenn|oder|auch|ohne|jede[rsnm]?|können|dürfen|egal|brauchen Sie|nie)\b",
    only=r"\b(?:nur|ausschließlich)\b",
    without=r"\bohne\b",
    refusal=r"\b(?:können (?:wir )?[^.,]{0,40}nicht|nicht (?:bearbeiten|annehmen|möglich)|lehnen wir|lehnen [^.,]{0,40}ab|abgelehnt)\b",
    party=r"\b(?:Paketdienst|Versanddienst|Lieferdienst|Transportunternehmen|Transporteur|Spedition|Spediteur|Zusteller|Zustelldienst|Kurier|Lieferant|Zulieferer|Großhänd|Hersteller)\w*|\b(?:die|der) (?-i:Post)\b",
    before=r"\b(?:wegen|aufgrund|liegt an|lag an|schuld (?:ist|sind|daran (?:ist|sind))|weil(?= (?:der|die|unser|unsere|ein) )|da(?= (?:unser|unsere) )"
    r"|(?:verursacht|verloren|beschädigt|verzögert) (?:von|durch)|(?:Fehler\w*|Verspätung\w*|Verzögerung\w*|Problem\w*|Streik\w*|Schuld) (?:von|bei|des|der|mit))",
    behind=r"\b(?:schuld\b|Fehler\w*|verloren|verlegt|beschädigt|vergessen|verspätet|verzögert|Streik\w*|streikt|verantwortlich|versagt"
    r"|(?:hat|konnte)[^.,]{0,25}nicht (?:geliefert|liefern|zugestellt|zustellen|abgeholt|abholen))\b",
    ours=r"\b(?:nicht|kein\w*)\b[^.]{0,30}\b(?:Schuld|Fehler|Verantwortung|verantwortlich)|\bunser(?:e)? (?:eigene[rs]? )?(?:Fehler|Schuld|Verantwortung|Sache)"
    r"|\b(?:verantworten|tragen|vertreten) wir\b|\bwir (?:verantworten|tragen|stehen dafür)\b",
    offer=r"(?:Rabatt|%|Code)[^.]{0,40}\bnächste\w* (?:Bestellung|Einkauf)|\bnächste\w* (?:Bestellung|Einkauf)[^.]{0,40}(?:Rabatt|%|Code)"
    r"|\b(?:sparen|sichern|erhalten) Sie\b[^.]{0,20}(?:\d+\s?%|Rabatt\w*)|\b(?:abonnieren|anmelden|melden Sie sich)\b[^.]{0,40}Newsletter|Newsletter[^.]{0,25}\b(?:abonnieren|anmelden)"
    rf"|\b(?:entdecken|sehen|stöbern) Sie\b[^.]{{0,25}}\b{_GOODS}"
    r"|\bjetzt (?:kaufen|shoppen|bestellen)\b|\bfolgen Sie uns\b|\bTrustpilot\b|\b(?:bewerten Sie uns|schreiben Sie eine Bewertung)\b",
    spans=rf"(?<!vor\s){_NUMBER}\s+(?:(?:Kalender|Werk|Arbeits|Bank|Bankarbeits)?tagen?|Wochen)\b"
    r"(?!\s+(?:alt|in der Woche|pro Woche|die Woche|Widerrufsrecht|Rückgaberecht|Garantie))"
    rf"|\b(?:innerhalb von|binnen|in)\s+{_NUMBER}\s+Stunden\b",
    dates=rf"\b\d{{1,2}}\.\s+{_MONTH}\b",
    elsewhere=r"\b(?:\w*gesetz\w*|BGB|Richtlinie|Verordnung|AGB|Bedingungen|geschlossen|Feiertag\w*|geöffnet|Öffnungszeit\w*)\b|§",
    next=r"\b(?:antworten|schreiben|rufen|wählen|sagen|bewahren|verpacken|legen|schicken|senden|bald|warten|unterwegs|gleich|als Nächstes|nächste\w*"
    r"|Sie (?:bekommen|erhalten|können|müssen|dürfen|brauchen|hören|haben weiterhin)|bekommen Sie|müssen Sie|können Sie"
    r"|(?:zahlen|schicken|sehen|schreiben|fragen|fangen|melden|machen|klären) wir|wir (?:zahlen|schicken|sehen|schreiben|fragen|fangen|melden|machen|klären)|von selbst|sobald|genügt)\b|\?",
    closing=r"\b(?:unklar|Fragen|Hilfe|um Ihren Fall steht|Grüße|Grüßen|danke für|vielen Dank für)\b",
)
