"""Offers words while somebody types, and explains the one that is looked at."""

from __future__ import annotations

from lsprotocol import types as lsp

from engine.commands.language_server import as_protocol
from engine.commands.language_server.place import Place
from engine.editor.mention import Sort, Spot, Thing


class Offering(Place):
    """Answers about what may stand at the cursor."""

    def completion(self, params: lsp.CompletionParams) -> lsp.CompletionList:
        """The words that may stand at the cursor; what each means is told when one of them is looked at."""
        from engine.editor.completing import offers
        from engine.editor.offers import thing_of

        here = self.here(params)
        if here is None:
            return lsp.CompletionList(is_incomplete=False, items=[])
        shop, file, line, column = here
        items = []
        for number, offer in enumerate(offers(shop.workshop, file, line, column)):
            thing = thing_of(offer)
            replaced = self.range(shop, Spot(file, line, offer.start, column - offer.start))
            data = {"uri": params.text_document.uri, "thing": [thing.sort, thing.name, thing.home]}
            items.append(
                lsp.CompletionItem(
                    label=offer.label,
                    kind=as_protocol.picture(offer.thing.sort),
                    filter_text=offer.label,
                    sort_text=f"{number:05}",
                    text_edit=lsp.TextEdit(replaced, offer.label),
                    data=data,
                )
            )
        return lsp.CompletionList(is_incomplete=False, items=items)

    def explained(self, item: lsp.CompletionItem) -> lsp.CompletionItem:
        """An offered word with what it means."""
        from engine.editor.hover import about

        data = item.data if isinstance(item.data, dict) else {}
        place = self.desk.place(data.get("uri", ""))
        if place is not None:
            shop, file = place
            sort, name, home = data["thing"]
            thing = next((one for one in shop.workshop.by_thing if (one.sort, one.name) == (sort, name)), None)
            wanted = thing if thing and not home else Thing(Sort(sort), name, home)
            said = about(shop.workshop, wanted, self.desk.language, shop.workshop.titles_of(file))
            item.documentation = lsp.MarkupContent(lsp.MarkupKind.Markdown, said) if said else None
        return item
