// Somebody types in a shop's folder in which our extension runs; what she sees is written down as JSON.
// Asked as: node typing.js <folder of the shop> <the program> <a program that stops at once>
"use strict";

const programs = require("node:child_process");
const Module = require("node:module");
const path = require("node:path");
const { standIn } = require("./stand_in");

const [folder, program, stopping] = process.argv.slice(2);
const extension = path.join(folder, ".vscode", "extensions", "fjorten");
const file = path.join(folder, "return_requested.yaml");
const editor = standIn(folder, { command: program, language: "da" });
const { marks, providers } = editor;
const load = Module._load;
Module._load = (name, ...given) => (name === "vscode" ? editor.vscode : load(name, ...given));
const { spawn } = programs;
const started = [];
programs.spawn = (...given) => started[started.push(spawn(...given)) - 1];
const { main } = require(path.join(extension, "package.json"));
const { activate, deactivate } = require(path.join(extension, main));

const RIGHT = "send: how_to_send_back\n";
const WRONG = "send: how_to_send_bak\n";
const never = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
const inFolder = (one) => path.relative(folder, one).split(path.sep).join("/");
const marked = (count) => marks.until(file, (found) => found.length === count);

/** The place of the ¦ in a piece of a text. */
function placeOf(document, piece) {
  const from = document.text.indexOf(piece.replace("¦", ""));
  if (from < 0) throw new Error(`not in the text: ${piece}`);
  return document.positionAt(from + piece.indexOf("¦"));
}

function written(step) {
  if (step.before) return { before: inFolder(step.before), after: inFolder(step.after) };
  return { file: inFolder(step.file), texts: step.edits.map((edit) => edit.newText) };
}

async function mistakes(document, seen) {
  editor.type(document, RIGHT, WRONG);
  const [mark] = await marked(1);
  const [cure] = await providers.actions.provideCodeActions(document, mark.range, {}, never);
  Object.assign(seen, { mark, cure: { title: cure.title, kind: cure.kind.value, edits: cure.edit.steps.map(written) } });
  editor.type(document, WRONG, RIGHT);
  await marked(0);

  editor.type(document, "withdrawal is no", "withdrawal == no");
  const [sign] = await marked(1);
  const only = editor.vscode.CodeActionKind.Empty.append("source");
  const [whole] = await providers.actions.provideCodeActions(document, sign.range, { only }, never);
  const { edit } = await providers.actions.resolveCodeAction(whole, never);
  seen.whole = { kind: whole.kind.value, files: edit.steps.map(written).map((step) => step.file) };
  editor.type(document, "withdrawal == no", "withdrawal is no");
  await marked(0);
}

async function places(document, seen) {
  const at = (piece) => placeOf(document, piece);
  const hover = await providers.hover.provideHover(document, at("law: return ship¦ment"), never);
  const found = await providers.definition.provideDefinition(document, at("send: how_to_send_ba¦ck\n"), never);
  const context = { includeDeclaration: true };
  const used = await providers.references.provideReferences(document, at("until: send_ba¦ck_by"), context, never);
  const outline = await providers.symbols.provideDocumentSymbols(document, never);
  Object.assign(seen, {
    hover: hover.contents.value,
    definitions: found.map(({ uri }) => inFolder(uri.fsPath)),
    references: used.map(({ uri }) => inFolder(uri.fsPath)),
    outline: outline.map(({ name, children }) => ({ name, inside: children.map((one) => one.name) })),
  });
}

async function names(document, seen) {
  const { prepareRename, provideRenameEdits } = providers.rename;
  const here = placeOf(document, "send: how_to_send_ba¦ck\n");
  seen.old = await prepareRename(document, here, never);
  seen.rename = (await provideRenameEdits(document, here, "the_way_back", never)).steps.map(written);
  const fixed = placeOf(document, "[notice.te¦xt,");
  seen.refusal = await prepareRename(document, fixed, never).catch((refused) => refused.message);

  const [full, half] = ["    must_show: [return.address, send_back_by]", "    must_show: [return.address, send_ba"];
  editor.type(document, full, half);
  const end = placeOf(document, `${half}¦`);
  const offers = await providers.completion.provideCompletionItems(document, end, never);
  const offer = offers.find((one) => one.label === "send_back_by");
  const { insertText, range, documentation } = await providers.completion.resolveCompletionItem(offer, never);
  seen.offer = { insertText, start: range.start.character, documentation: documentation.value };
  editor.type(document, half, full);
}

async function troubles(document, seen) {
  editor.type(document, RIGHT, WRONG);
  await marked(1);
  started.at(-1).kill("SIGKILL");
  await marked(0);
  [seen.afterwards] = await marked(1);
  editor.configure({ command: path.join(folder, "not_there"), language: "sv" });
  seen.notFound = await editor.says();
  seen.left = [...marks.byFile.values()].flat();
  seen.chosen = editor.chosen;
  editor.configure({ command: program });
  [seen.swedish] = await marked(1);
  editor.presses = false;
  editor.configure({ command: stopping });
  seen.stopped = await editor.says();
}

async function typing() {
  const seen = {};
  activate({ subscriptions: [] });
  const document = editor.open(file);
  await marks.until(file, () => providers.actions);
  for (const part of [mistakes, places, names, troubles]) await part(document, seen);
  await deactivate();
  process.stdout.write(JSON.stringify(seen));
}

typing().catch((trouble) => {
  process.stderr.write(`${trouble.stack}\n`);
  process.exitCode = 1;
});
