// What the language server answers, in the types of Visual Studio Code.
"use strict";

const vscode = require("vscode");

const position = ({ line, character }) => new vscode.Position(line, character);
const range = ({ start, end }) => new vscode.Range(position(start), position(end));
const uri = (address) => vscode.Uri.parse(address);
const each = (found, translate) => (found ?? []).map(translate);
const textEdit = (edit) => new vscode.TextEdit(range(edit.range), edit.newText);
const markdown = (content) => content && new vscode.MarkdownString(content.value ?? content);
const location = (place) => new vscode.Location(uri(place.uri), range(place.range));
const hover = (said) => said && new vscode.Hover(markdown(said.contents), said.range && range(said.range));

function mark({ range: where, message, severity, code, source }) {
  const made = new vscode.Diagnostic(range(where), message, severity - 1); // the protocol counts from 1
  return Object.assign(made, { code, source });
}

function symbol({ name, kind, range: whole, selectionRange, children }) {
  const made = new vscode.DocumentSymbol(name, "", kind - 1, range(whole), range(selectionRange));
  made.children = each(children, symbol);
  return made;
}

function offer(item) {
  const made = new vscode.CompletionItem(item.label, item.kind - 1);
  const { filterText, sortText, textEdit: edit } = item;
  return Object.assign(made, { filterText, sortText, insertText: edit.newText, range: range(edit.range), told: item });
}

/** Changes in files, and folders that get another name, in the order in which they were told. */
function workspaceEdit({ documentChanges, changes }) {
  const made = new vscode.WorkspaceEdit();
  for (const [address, edits] of Object.entries(changes ?? {})) made.set(uri(address), edits.map(textEdit));
  for (const change of documentChanges ?? []) {
    if (change.kind === "rename") made.renameFile(uri(change.oldUri), uri(change.newUri));
    else made.set(uri(change.textDocument.uri), change.edits.map(textEdit));
  }
  return made;
}

function action(told) {
  const made = new vscode.CodeAction(told.title, vscode.CodeActionKind.Empty.append(told.kind));
  made.diagnostics = each(told.diagnostics, mark);
  made.isPreferred = told.isPreferred;
  made.edit = told.edit && workspaceEdit(told.edit);
  return Object.assign(made, { told });
}

module.exports = { action, each, hover, location, mark, markdown, offer, range, symbol, uri, workspaceEdit };
