// The extension: starts `hpm lsp`, and puts hpm's commands at hand.

import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { Server } from "./server";
import { Stories } from "./stories";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const output = vscode.window.createOutputChannel("hpm", { log: true });
    server = new Server(output);
    context.subscriptions.push(output, server, new Stories(), ...registerCommands(server, output));
    context.subscriptions.push(
        vscode.workspace.onDidChangeConfiguration(async (change) => {
            if (change.affectsConfiguration("hpm.path")) {
                await server?.restart();
            }
        }),
    );
    await server.start();
}

export async function deactivate(): Promise<void> {
    await server?.stop();
}
