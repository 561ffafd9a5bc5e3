// What Visual Studio Code asks while somebody reads and types, handed on to the language server.
"use strict";

const vscode = require("vscode");
const to = require("./translate");

const FILES = { scheme: "file", pattern: "**/*.{yaml,yml,md}" };

const plain = ({ line, character }) => ({ line, character });
const file = (document) => ({ textDocument: { uri: document.uri.toString() } });
const at = (document, position) => ({ ...file(document), position: plain(position) });

/** `ask` puts a question to the server; `able` is what the server has said that it can do. */
function answerQuestions(ask, able) {
  return [...aboutPlaces(ask), renaming(ask), offering(ask, able.completionProvider), mending(ask)];
}

function aboutPlaces(ask) {
  const { languages } = vscode;
  return [
    languages.registerHoverProvider(FILES, {
      provideHover: async (document, position, token) =>
        to.hover(await ask("textDocument/hover", at(document, position), token)),
    }),
    languages.registerDefinitionProvider(FILES, {
      provideDefinition: async (document, position, token) =>
        to.each(await ask("textDocument/definition", at(document, position), token), to.location),
    }),
    languages.registerReferenceProvider(FILES, {
      provideReferences: async (document, position, context, token) =>
        to.each(await ask("textDocument/references", { ...at(document, position), context }, token), to.location),
    }),
    languages.registerDocumentSymbolProvider(FILES, {
      provideDocumentSymbols: async (document, token) =>
        to.each(await ask("textDocument/documentSymbol", file(document), token), to.symbol),
    }),
  ];
}

/** A refusal comes as an error, and the editor shows its words. */
function renaming(ask) {
  return vscode.languages.registerRenameProvider(FILES, {
    async prepareRename(document, position, token) {
      const found = await ask("textDocument/prepareRename", at(document, position), token);
      return found && to.range(found);
    },
    async provideRenameEdits(document, position, newName, token) {
      const edit = await ask("textDocument/rename", { ...at(document, position), newName }, token);
      return edit && to.workspaceEdit(edit);
    },
  });
}

function offering(ask, { triggerCharacters }) {
  const provider = {
    async provideCompletionItems(document, position, token) {
      const found = await ask("textDocument/completion", at(document, position), token);
      return to.each(found?.items, to.offer);
    },
    async resolveCompletionItem(item, token) {
      const told = await ask("completionItem/resolve", item.told, token);
      item.documentation = to.markdown(told?.documentation);
      return item;
    },
  };
  return vscode.languages.registerCompletionItemProvider(FILES, provider, ...triggerCharacters);
}

function mending(ask) {
  const { Empty, QuickFix } = vscode.CodeActionKind;
  const provider = {
    async provideCodeActions(document, { start, end }, { only }, token) {
      const asked = { range: { start: plain(start), end: plain(end) }, context: { diagnostics: [] } };
      const found = to.each(await ask("textDocument/codeAction", { ...file(document), ...asked }, token), to.action);
      return only ? found.filter((action) => only.contains(action.kind)) : found;
    },
    async resolveCodeAction(action, token) {
      const told = await ask("codeAction/resolve", action.told, token);
      if (told?.edit) action.edit = to.workspaceEdit(told.edit);
      return action;
    },
  };
  const kinds = { providedCodeActionKinds: [QuickFix, Empty.append("source.fixAll.fjorten")] };
  return vscode.languages.registerCodeActionsProvider(FILES, provider, kinds);
}

module.exports = { answerQuestions };
