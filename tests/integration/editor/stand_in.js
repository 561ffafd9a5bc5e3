// As much of Visual Studio Code as our extension touches, so that it can be run in node against the real program.
"use strict";

const fs = require("node:fs");
const { fileURLToPath, pathToFileURL } = require("node:url");

class Heard {
  constructor() {
    this.hearers = new Set();
    this.event = (hearer) => {
      this.hearers.add(hearer);
      return { dispose: () => this.hearers.delete(hearer) };
    };
  }

  fire(what) {
    for (const hearer of this.hearers) hearer(what);
  }
}

class Uri {
  constructor(address) {
    this.address = address;
    this.scheme = new URL(address).protocol.slice(0, -1);
    this.path = decodeURIComponent(new URL(address).pathname);
  }

  static parse(address) {
    return new Uri(address);
  }

  static file(path) {
    return new Uri(pathToFileURL(path).href);
  }

  get fsPath() {
    return fileURLToPath(this.address);
  }

  toString() {
    return this.address;
  }
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(start, end) {
    Object.assign(this, { start, end });
  }
}

class TextEdit {
  constructor(range, newText) {
    Object.assign(this, { range, newText });
  }
}

class WorkspaceEdit {
  steps = [];

  set(uri, edits) {
    this.steps.push({ file: uri.fsPath, edits });
  }

  renameFile(before, after) {
    this.steps.push({ before: before.fsPath, after: after.fsPath });
  }
}

class CodeActionKind {
  constructor(value) {
    this.value = value;
  }

  append(part) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }

  contains(other) {
    return other.value === this.value || other.value.startsWith(`${this.value}.`);
  }

  static Empty = new CodeActionKind("");
  static QuickFix = new CodeActionKind("quickfix");
}

/** A class that only keeps what it is given, under these names. */
const keeps = (...names) =>
  class {
    constructor(...given) {
      names.forEach((name, number) => (this[name] = given[number]));
    }
  };

class Marks {
  constructor() {
    this.changed = new Heard();
    this.byFile = new Map();
  }

  set(uri, marks) {
    this.byFile.set(uri.fsPath, marks);
    this.changed.fire();
  }

  clear() {
    this.byFile.clear();
    this.changed.fire();
  }

  dispose() {}

  /** The marks of a file, as soon as they are as wanted. */
  async until(file, wanted) {
    for (;;) {
      const marks = this.byFile.get(file) ?? [];
      if (wanted(marks)) return marks;
      await new Promise((resolve) => {
        const hearer = this.changed.event(() => (hearer.dispose(), resolve()));
      });
    }
  }
}

class Document {
  constructor(path) {
    this.uri = Uri.file(path);
    this.languageId = path.endsWith(".md") ? "markdown" : "yaml";
    this.version = 1;
    this.text = fs.readFileSync(path, "utf8");
  }

  getText() {
    return this.text;
  }

  positionAt(offset) {
    const before = this.text.slice(0, offset).split("\n");
    return new Position(before.length - 1, before.at(-1).length);
  }
}

/** The module `vscode`, and beside it the hands and eyes of somebody who types; `presses`: she takes the first button. */
function standIn(folder, settings) {
  const opened = new Heard();
  const changed = new Heard();
  const configured = new Heard();
  const asked = new Heard();
  const silent = () => ({ dispose() {} });
  const marks = new Marks();
  const providers = {};
  const told = [];
  const hands = { presses: true };
  const chosen = [];
  const register = (kind) => (_files, provider, ...given) => {
    providers[kind] = Object.assign(provider, { given });
    return { dispose() {} };
  };
  const textDocuments = [];
  const vscode = {
    ...{ CodeActionKind, Position, Range, TextEdit, Uri, WorkspaceEdit },
    CodeAction: keeps("title", "kind"),
    CompletionItem: keeps("label", "kind"),
    Diagnostic: keeps("range", "message", "severity"),
    DocumentSymbol: keeps("name", "detail", "kind", "range", "selectionRange"),
    Hover: keeps("contents", "range"),
    Location: keeps("uri", "range"),
    MarkdownString: keeps("value"),
    commands: { registerCommand: silent, executeCommand: (...command) => chosen.push(command) },
    languages: {
      createDiagnosticCollection: () => marks,
      registerHoverProvider: register("hover"),
      registerDefinitionProvider: register("definition"),
      registerReferenceProvider: register("references"),
      registerDocumentSymbolProvider: register("symbols"),
      registerRenameProvider: register("rename"),
      registerCompletionItemProvider: register("completion"),
      registerCodeActionsProvider: register("actions"),
    },
    window: {
      createOutputChannel: () => ({ append() {}, show() {}, dispose() {} }),
      async showErrorMessage(sentence, ...buttons) {
        told.push({ sentence, buttons });
        asked.fire();
        return hands.presses ? buttons[0] : undefined;
      },
    },
    workspace: {
      textDocuments,
      workspaceFolders: [{ uri: Uri.file(folder), name: "shop" }],
      getConfiguration: () => ({ ...settings }),
      createFileSystemWatcher: () => ({ onDidCreate: silent, onDidChange: silent, onDidDelete: silent, dispose() {} }),
      onDidOpenTextDocument: opened.event,
      onDidChangeTextDocument: changed.event,
      onDidSaveTextDocument: silent,
      onDidCloseTextDocument: silent,
      onDidChangeConfiguration: configured.event,
    },
  };
  const open = (path) => {
    const document = new Document(path);
    textDocuments.push(document);
    opened.fire(document);
    return document;
  };
  const type = (document, before, after) => {
    const from = document.text.indexOf(before);
    if (from < 0) throw new Error(`not in the text: ${before}`);
    const range = new Range(document.positionAt(from), document.positionAt(from + before.length));
    document.text = document.text.replace(before, () => after);
    document.version += 1;
    changed.fire({ document, contentChanges: [{ range, text: after }] });
  };
  const configure = (given) => {
    Object.assign(settings, given);
    configured.fire({ affectsConfiguration: (section) => section === "fjorten" });
  };
  const says = async () => {
    if (!told.length) await new Promise((resolve) => asked.event(resolve));
    return told.shift();
  };
  return Object.assign(hands, { vscode, open, type, configure, says, marks, providers, chosen });
}

module.exports = { standIn };
