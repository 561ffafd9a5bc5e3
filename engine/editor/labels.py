"""The few words of its own that the editor shows, in the owner's language; all else comes from the other tables."""

from __future__ import annotations

from collections.abc import Mapping

from engine.language.words import LANGUAGES

_LABELS: Mapping[str, tuple[str, str, str, str, str, str]] = {
    "message": ("Besked", "Melding", "Meddelande", "Viesti", "Nachricht", "Message"),
    "kind": ("Slags", "Type", "Typ", "Laji", "Art", "Kind"),
    "languages": ("Sprog", "Språk", "Språk", "Kielet", "Sprachen", "Languages"),
    "sent_by": ("Sendes af", "Sendes av", "Skickas av", "Lähettäjä", "Gesendet von", "Sent by"),
    "deadline": ("Frist", "Frist", "Frist", "Määräaika", "Frist", "Deadline"),
    "due": ("Udløber", "Utløper", "Löper ut", "Päättyy", "Endet", "Ends"),
    "done_when": ("Overholdt, når", "Overholdt når", "Hållen när", "Täyttyy, kun", "Eingehalten, wenn", "Met when"),
    "setting": (
        "Spørgsmål til dig",
        "Spørsmål til deg",
        "Fråga till dig",
        "Kysymys sinulle",
        "Frage an Sie",
        "A question to you",
    ),
    "answer": ("Dit svar", "Svaret ditt", "Ditt svar", "Vastauksesi", "Ihre Antwort", "Your answer"),
    "preset": (
        "Ikke besvaret i shop.yaml; det gælder så",
        "Ikke besvart i shop.yaml; da gjelder",
        "Inte besvarad i shop.yaml; då gäller",
        "Ei vastausta shop.yaml-tiedostossa; silloin pätee",
        "In shop.yaml nicht beantwortet; dann gilt",
        "Not answered in shop.yaml; then this counts",
    ),
    "person": ("Person", "Person", "Person", "Henkilö", "Person", "Person"),
    "team": ("Team", "Team", "Team", "Tiimi", "Team", "Team"),
    "owner": (
        "Den, der får besked om det vigtigste",
        "Den som får vite om det viktigste",
        "Den som får veta det viktigaste",
        "Se, joka kuulee tärkeimmistä asioista",
        "Wer vom Wichtigsten erfährt",
        "Whoever hears of what matters most",
    ),
    "event": ("Hændelse", "Hendelse", "Händelse", "Tapahtuma", "Ereignis", "Event"),
    "choices": ("Muligheder", "Muligheter", "Möjliga svar", "Vaihtoehdot", "Möglich sind", "Choices"),
    "carries": ("Fortæller om", "Forteller om", "Berättar om", "Kertoo", "Bringt mit", "Tells of"),
    "remembered": (
        "Noget, som sagen husker",
        "Noe som saken husker",
        "Något som ärendet minns",
        "Asia, jonka tapaus muistaa",
        "Etwas, das der Fall sich merkt",
        "Something that the case remembers",
    ),
    "from": ("Kommer fra", "Kommer fra", "Kommer från", "Mistä", "Kommt aus", "Comes from"),
    "step": (
        "Trinnets navn. En sag, der venter, finder trinnet igen på navnet.",
        "Navnet på trinnet. En sak som venter, finner trinnet igjen på navnet.",
        "Stegets namn. Ett ärende som väntar hittar steget igen på namnet.",
        "Vaiheen nimi. Odottava tapaus löytää vaiheen taas nimen perusteella.",
        "Der Name des Schritts. Ein wartender Fall findet den Schritt am Namen wieder.",
        "The step's name. A case that waits finds the step again by it.",
    ),
    "playbook": ("Drejebog", "Dreiebok", "Spelbok", "Ohje", "Anleitung", "Playbook"),
    "integration": ("Integration", "Integrasjon", "Integration", "Integraatio", "Integration", "Integration"),
    "needs": ("Skal have", "Må ha", "Måste ha", "Tarvitsee", "Braucht", "Needs"),
    "takes": ("Kan få", "Kan få", "Kan få", "Voi saada", "Kann bekommen", "May take"),
    "filter": (
        "Skrives sådan",
        "Skrives slik",
        "Skrivs så här",
        "Kirjoitetaan näin",
        "So geschrieben",
        "Written like this",
    ),
    "line_field": (
        "Et felt på en linje",
        "Et felt på en linje",
        "Ett fält på en rad",
        "Rivin kenttä",
        "Ein Feld einer Zeile",
        "A field of a line",
    ),
    "no_law": (
        "Her har loven ingen regel om det.",
        "Her har loven ingen regel om dette.",
        "Här har lagen ingen regel om det.",
        "Tässä maassa laissa ei ole siitä sääntöä.",
        "Hier kennt das Gesetz keine Regel dazu.",
        "The law has no rule for this here.",
    ),
    "more": ("Mere", "Mer", "Mer", "Lisää", "Mehr", "More"),
    "mend": (
        "Ret: {better}",
        "Rett: {better}",
        "Rätta: {better}",
        "Korjaa: {better}",
        "Ändern: {better}",
        "Change to: {better}",
    ),
    "mend_all": (
        "Ret alt i filen, som kun kan rettes på én måde",
        "Rett alt i filen som bare kan rettes på én måte",
        "Rätta allt i filen som bara kan rättas på ett sätt",
        "Korjaa tiedostosta kaikki, minkä voi korjata vain yhdellä tavalla",
        "Alles in der Datei ändern, wofür es nur eine Lösung gibt",
        "Mend everything in this file that has only one right answer",
    ),
    "accept": (
        "Godtag {code} her, og skriv hvorfor",
        "Godta {code} her, og skriv hvorfor",
        "Godta {code} här, och skriv varför",
        "Hyväksy {code} tässä ja kirjoita miksi",
        "{code} hier annehmen, mit Begründung",
        "Accept {code} here, and write why",
    ),
    "not_yours": (
        '"{name}" hører til sproget og kan ikke få et andet navn.',
        '"{name}" hører til språket og kan ikke få et annet navn.',
        '"{name}" hör till språket och kan inte byta namn.',
        '"{name}" kuuluu kieleen, eikä sen nimeä voi vaihtaa.',
        '"{name}" gehört zur Sprache und lässt sich nicht umbenennen.',
        '"{name}" belongs to the language and cannot get another name.',
    ),
    "nothing": (
        "Her står intet, der kan få et andet navn.",
        "Her står det ikke noe som kan få et annet navn.",
        "Här står inget som kan byta namn.",
        "Tässä ei ole mitään, minkä nimen voisi vaihtaa.",
        "Hier steht nichts, was sich umbenennen lässt.",
        "Nothing that could get another name stands here.",
    ),
    "unnamed": (
        '"{name}" findes ikke endnu, så navnet kan ikke ændres. Skriv det rigtige navn her.',
        '"{name}" finnes ikke ennå, så navnet kan ikke endres. Skriv det riktige navnet her.',
        '"{name}" finns inte än, så namnet kan inte bytas. Skriv rätt namn här.',
        'Nimeä "{name}" ei ole vielä olemassa, joten sitä ei voi vaihtaa. Kirjoita tähän oikea nimi.',
        '"{name}" gibt es noch nicht, also lässt es sich nicht umbenennen. Hier gehört der richtige Name hin.',
        '"{name}" does not exist yet, so it cannot get another name. Write the right name here.',
    ),
    "taken": (
        'Navnet "{name}" er allerede brugt.',
        'Navnet "{name}" er allerede i bruk.',
        'Namnet "{name}" används redan.',
        'Nimi "{name}" on jo käytössä.',
        'Der Name "{name}" ist schon vergeben.',
        'The name "{name}" is taken already.',
    ),
    "lost": (
        "Navnet kan ikke ændres sikkert: bagefter ville {place} ikke længere passe.",
        "Navnet kan ikke endres trygt: etterpå ville {place} ikke lenger stemme.",
        "Namnet kan inte bytas säkert: efteråt skulle {place} inte längre stämma.",
        "Nimeä ei voi vaihtaa turvallisesti: sen jälkeen {place} ei enää täsmäisi.",
        "Der Name lässt sich nicht sicher ändern: danach würde {place} nicht mehr stimmen.",
        "The name cannot be changed safely: afterwards {place} would no longer fit.",
    ),
    "no_moves": (
        "Din editor kan ikke omdøbe en mappe. Omdøb mappen messages/{before} til messages/{after} selv, og ret så navnet her.",
        "Editoren din kan ikke gi en mappe nytt navn. Gi selv mappen messages/{before} navnet messages/{after}, og rett så navnet her.",
        "Din editor kan inte byta namn på en mapp. Döp själv om mappen messages/{before} till messages/{after}, och ändra sedan namnet här.",
        "Editorisi ei osaa vaihtaa kansion nimeä. Nimeä kansio messages/{before} itse kansioksi messages/{after} ja vaihda sitten nimi tässä.",
        "Der Editor kann keinen Ordner umbenennen. Erst den Ordner messages/{before} von Hand in messages/{after} umbenennen, dann den Namen hier.",
        "Your editor cannot rename a folder. Rename the folder messages/{before} to messages/{after} by hand, and then the name here.",
    ),
    "small": (
        '"{name}" kan ikke være et navn her: kun små bogstaver a-z, tal og _, og et bogstav først.',
        '"{name}" kan ikke være et navn her: bare små bokstaver a-z, tall og _, og en bokstav først.',
        '"{name}" kan inte vara ett namn här: bara små bokstäver a-z, siffror och _, och en bokstav först.',
        '"{name}" ei kelpaa nimeksi tähän: vain pienet kirjaimet a-z, numerot ja _, ja ensin kirjain.',
        '"{name}" kann hier kein Name sein: nur kleine Buchstaben a-z, Ziffern und _, zuerst ein Buchstabe.',
        '"{name}" cannot be a name here: only small letters a-z, digits and _, and a letter first.',
    ),
    "plain": (
        '"{name}" kan ikke være et navn her: brug bogstaver, tal, mellemrum og bindestreg, og begynd med et bogstav.',
        '"{name}" kan ikke være et navn her: bruk bokstaver, tall, mellomrom og bindestrek, og begynn med en bokstav.',
        '"{name}" kan inte vara ett namn här: använd bokstäver, siffror, mellanslag och bindestreck, och börja med en bokstav.',
        '"{name}" ei kelpaa nimeksi tähän: käytä kirjaimia, numeroita, välilyöntejä ja yhdysmerkkejä, ja aloita kirjaimella.',
        '"{name}" kann hier kein Name sein: Buchstaben, Ziffern, Leerzeichen und Bindestriche, zuerst ein Buchstabe.',
        '"{name}" cannot be a name here: use letters, digits, spaces and hyphens, and begin with a letter.',
    ),
}

KINDS = tuple(_LABELS)


def label(kind: str, language: str, /, **given: object) -> str:
    """A label in a language; English for one that the checker does not speak."""
    known = language if language in LANGUAGES else "en"
    return _LABELS[kind][LANGUAGES.index(known)].format_map(given)
