// The language server's life: start, stop, and start again.

import * as vscode from "vscode";
import { LanguageClient, State, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { program, run, tellMissing } from "./program";
import { tell } from "./stories";

export class Server implements vscode.Disposable {
    private client: LanguageClient | undefined;

    constructor(private readonly output: vscode.LogOutputChannel) {}

    get running(): boolean {
        return this.client?.state === State.Running;
    }

    async start(): Promise<void> {
        const version = await run(["--version"]);
        if (version.code !== 0) {
            this.output.info(`${program()} --version: ${version.stderr.trim()}`);
            // Not awaited: the message waits for the user, and starting must not.
            void tellMissing(version.code === undefined ? "it was not found." : "it answered with an error.");
            return;
        }
        this.output.info(`${version.stdout.trim()} (${program()})`);
        const command = { command: program(), args: ["lsp"] };
        const server: ServerOptions = { run: command, debug: command };
        const options: LanguageClientOptions = {
            documentSelector: [{ language: "hpm", scheme: "file" }, { language: "hpm", scheme: "untitled" }],
            outputChannel: this.output,
            middleware: {
                // The server answers with the text alone; people want to see it.
                executeCommand: (command, args, next) =>
                    command === "hpm.explain" ? tell(String(args[0])) : next(command, args),
            },
            synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{hpm,csv,parquet}") },
        };
        this.client = new LanguageClient("hpm", "hpm", server, options);
        try {
            await this.client.start();
        } catch (error) {
            this.output.error(String(error));
            void vscode.window.showErrorMessage(
                "The hpm language server did not start; highlighting and snippets work without it. Its words are in the output `hpm`.",
            );
        }
    }

    async stop(): Promise<void> {
        const client = this.client;
        this.client = undefined;
        if (client?.needsStop()) {
            await client.stop().catch((error) => this.output.error(String(error)));
        }
    }

    async restart(): Promise<void> {
        await this.stop();
        await this.start();
    }

    dispose(): void {
        void this.stop();
    }
}
