"""The signs in English."""

from __future__ import annotations

from engine.language.signs import Signs

_NUMBER = r"\b(?:\d{1,3}(?:\s?[-–]\s?\d{1,3})?|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|thirty)"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_GOODS = r"(?:new arrivals|new products|collection|sale|latest offers|offers|campaign)"

SIGNS = Signs(
    packaging=r"\boriginal\s+(?:packag\w*|packing|box(?:es)?|cartons?|wrapping|wrapper)",
    demand=r"\b(?:must|ha(?:s|ve) to|requir\w+|needs? to|we need|needed|please|condition|make sure|remember|shall|should)\b"
    r"|^\s*(?:and\s+)?(?:send|return|pack|put|use|keep)\b",
    soft=r"\b(?:not|\w+n't|no|if|or|also|any|may|can|whether|even|never|without)\b",
    only=r"\bonly\b",
    without=r"\bwithout\b",
    refusal=r"\b(?:cannot|can't|not be able|refuse\w*|reject\w*|unable)\b",
    party=r"\b(?:carrier|courier|haulier|shipping company|delivery company|transport company|freight company"
    r"|postal service|supplier|wholesaler|manufacturer|factory)\b",
    before=r"\b(?:due to|because of|because(?= (?:the|our|a) )|owing to|(?:caused|lost|damaged|delayed|forgotten) by"
    r"|fault of|to blame is|(?:mistake|error|delay|delays|problems?|strike) (?:by|at|of|with)|lies with|let down by)",
    behind=r"\b(?:fault|mistake|error|has lost|lost (?:it|your)|has delayed|failed|forgot\w*|has damaged"
    r"|strike|is late|is to blame|is responsible|(?:has not|hasn't|did not|didn't|could not|couldn't) (?:deliver|come|collect|scan)\w*)\b",
    ours=r"\b(?:not|never|n't)\b[^.]{0,30}\b(?:fault|blame|responsib\w+)|\bour (?:own )?(?:fault|mistake|responsibility)"
    r"|\bwe (?:are|take) (?:the )?responsib\w+|\bfor us to carry\b",
    offer=r"(?:discount|%|code|voucher)[^.]{0,40}\bnext (?:order|purchase)|\bnext (?:order|purchase)[^.]{0,40}(?:discount|%|code)"
    r"|\b(?:get|enjoy|save|take)\b[^.]{0,20}\d+\s?%|\b(?:sign up|subscribe)\b[^.]{0,40}newsletter"
    rf"|\b(?:see|discover|explore|browse|check out|don't miss)\s+(?:all\s+)?our\b[^.]{{0,25}}\b{_GOODS}\b"
    r"|\b(?:shop|buy) (?:now|more|again)\b|\bfollow us on\b|\bTrustpilot\b|\b(?:leave|write) (?:us )?a review\b|\brate us\b",
    spans=rf"{_NUMBER}\s+(?:(?:calendar|working|business|bank|banking)\s+)?(?:days?|weeks?)\b(?!['’])"
    r"(?!\s+(?:ago|old|a week|per week|of (?:withdrawal|return)|return|withdrawal|cooling|guarantee|warranty))"
    rf"|\b(?:within|in)\s+{_NUMBER}\s+hours\b",
    dates=rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b|\b{_MONTH}\s+\d{{1,2}}\b",
    elsewhere=r"\b(?:Acts?|law|directive|regulation|section|terms|closed|holiday|open|opening)\b|§",
    next=r"\b(?:reply|answer|write|call|choose|tell|keep|put|check|contact|let us know|next|soon|wait|on its way|in a moment"
    r"|you (?:get|will|need|can|may|hear|do not|don't|still have)|we (?:will|pay|send|look|write|ask|begin|go on|sort)"
    r"|by itself|need not|nothing (?:more|else)|just say)\b|\?",
    closing=r"\b(?:unclear|any questions|need help|follow your case|kind regards|best wishes|thank you for)\b",
)
