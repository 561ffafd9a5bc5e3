// Fjorten in Visual Studio Code: what `fjorten lsp` knows, shown while you type. It asks nobody else and sends nothing away.
"use strict";

const vscode = require("vscode");
const { Server } = require("./server");
const WORDS = require("./words.json");

const settings = () => vscode.workspace.getConfiguration("fjorten");
const words = () => WORDS[settings().language] ?? WORDS.en;

/** Say what is wrong, with a button for each thing that can be done about it. */
async function tell(sentence, buttons) {
  const chosen = await vscode.window.showErrorMessage(sentence, ...buttons.map(([title]) => title));
  buttons.find(([title]) => title === chosen)?.[1]();
}

const run = (command, ...given) => vscode.commands.executeCommand(command, ...given);

let server;

function activate(context) {
  const output = vscode.window.createOutputChannel("Fjorten");
  server = new Server(output, {
    notFound(command) {
      const open = () => run("workbench.action.openSettings", "fjorten.command");
      tell(words().notFound.replace("{command}", () => command), [[words().openSettings, open]]);
    },
    stopped() {
      const buttons = [[words().startAgain, () => server.startAgain()], [words().showWhy, () => output.show()]];
      tell(words().stopped, buttons);
    },
  });
  const changed = (change) => change.affectsConfiguration("fjorten") && server.startAgain();
  context.subscriptions.push(
    output,
    server,
    vscode.workspace.onDidChangeConfiguration(changed),
    vscode.commands.registerCommand("fjorten.startAgain", () => server.startAgain()),
  );
  server.start();
}

const deactivate = () => server?.stop();

module.exports = { activate, deactivate };
