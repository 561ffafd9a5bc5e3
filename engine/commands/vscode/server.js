// Keeps `fjorten lsp` running, tells it what is typed, and shows what it marks.
"use strict";

const { spawn } = require("node:child_process");
const vscode = require("vscode");
const { Connection } = require("./connection");
const { answerQuestions } = require("./questions");
const to = require("./translate");

const MOST = 3; // fresh starts within SOON; a program that then still stops will go on stopping
const SOON = 3 * 60 * 1000;
const PATIENCE = 2000;
const OURS = /\.(ya?ml|md)$/i;
const ABLE = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["rename"] } },
  textDocument: {
    hover: { contentFormat: ["markdown"] },
    completion: { completionItem: { documentationFormat: ["markdown"], resolveSupport: { properties: ["documentation"] } } },
    rename: { prepareSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } },
      dataSupport: true,
      resolveSupport: { properties: ["edit"] },
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

const place = ({ line, character }) => ({ line, character });
const isOurs = (document) => document.uri.scheme === "file" && OURS.test(document.uri.path);
const named = (document) => ({ uri: document.uri.toString() });

class Server {
  /** `troubles` hears when the program cannot be started, and when it stops again and again. */
  constructor(output, troubles) {
    this.output = output;
    this.troubles = troubles;
    this.marks = vscode.languages.createDiagnosticCollection("fjorten");
    this.ready = Promise.resolve(null);
    this.ended = [];
    this.given = [this.marks, ...this.listen()];
  }

  /** Start the program with the settings as they are now. */
  start() {
    if (this.child) return;
    const { command: named, language } = vscode.workspace.getConfiguration("fjorten");
    const command = String(named || "fjorten");
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const child = spawn(command, ["lsp", "--stdio", "--language", language], { cwd: folder, windowsHide: true });
    this.child = child;
    child.on("error", () => this.gone(child) && this.troubles.notFound(command));
    child.on("exit", () => this.gone(child) && this.again());
    child.stderr.on("data", (said) => this.output.append(said.toString()));
    this.ready = this.greet(new Connection(child, (method, params) => this.hear(method, params)));
  }

  async greet(connection) {
    this.connection = connection;
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri, name }) => ({ uri: uri.toString(), name }));
    const about = { processId: process.pid, rootUri: folders[0]?.uri ?? null, workspaceFolders: folders };
    const told = await connection.ask("initialize", { ...about, capabilities: ABLE });
    if (told === null) return null;
    connection.say("initialized", {});
    this.talking = connection;
    vscode.workspace.textDocuments.forEach((document) => this.opened(document));
    const ask = (method, params, token) => this.ask(method, params, token);
    this.answers ??= answerQuestions(ask, told.capabilities);
    return connection;
  }

  /** A question to the program; nothing while none is running. */
  async ask(method, params, token) {
    const connection = await this.ready;
    return connection ? connection.ask(method, params, token) : null;
  }

  /** Whether this was the program of now; then nothing it marked counts any longer. */
  gone(child) {
    if (this.child !== child) return false;
    this.connection.end();
    this.child = this.talking = undefined;
    this.ready = Promise.resolve(null);
    this.marks.clear();
    return true;
  }

  again() {
    const now = Date.now();
    this.ended = [...this.ended.filter((before) => now - before < SOON), now];
    if (this.ended.length <= MOST) this.start();
    else this.troubles.stopped();
  }

  /** Ask the program to end, and see to it that it does. */
  async stop() {
    const { child, connection } = this;
    if (!child || !this.gone(child)) return;
    setTimeout(() => child.kill(), PATIENCE).unref();
    connection.ask("shutdown").then(() => connection.say("exit"));
    await new Promise((resolve) => child.once("exit", resolve));
  }

  /** Start afresh, as if nothing had gone wrong before. */
  async startAgain() {
    await this.stop();
    this.ended = [];
    this.start();
  }

  hear(method, params) {
    if (method === "textDocument/publishDiagnostics") this.marks.set(to.uri(params.uri), params.diagnostics.map(to.mark));
  }

  say(method, params) {
    this.talking?.say(method, params);
  }

  opened(document) {
    if (!isOurs(document)) return;
    const { languageId, version } = document;
    const text = document.getText();
    this.say("textDocument/didOpen", { textDocument: { ...named(document), languageId, version, text } });
  }

  changed({ document, contentChanges }) {
    if (!isOurs(document) || !contentChanges.length) return;
    const changes = contentChanges.map(({ range: { start, end }, text }) => ({
      range: { start: place(start), end: place(end) },
      text,
    }));
    const textDocument = { ...named(document), version: document.version };
    this.say("textDocument/didChange", { textDocument, contentChanges: changes });
  }

  tell(method, document) {
    if (isOurs(document)) this.say(method, { textDocument: named(document) });
  }

  listen() {
    const { workspace } = vscode;
    const watcher = workspace.createFileSystemWatcher("**/*.{yaml,yml,md}");
    const outside = (type) => (uri) =>
      this.say("workspace/didChangeWatchedFiles", { changes: [{ uri: uri.toString(), type }] });
    watcher.onDidCreate(outside(1));
    watcher.onDidChange(outside(2));
    watcher.onDidDelete(outside(3));
    return [
      watcher,
      workspace.onDidOpenTextDocument((document) => this.opened(document)),
      workspace.onDidChangeTextDocument((change) => this.changed(change)),
      workspace.onDidSaveTextDocument((document) => this.tell("textDocument/didSave", document)),
      workspace.onDidCloseTextDocument((document) => this.tell("textDocument/didClose", document)),
    ];
  }

  dispose() {
    for (const one of [...this.given, ...(this.answers ?? [])]) one.dispose();
  }
}

module.exports = { Server };
