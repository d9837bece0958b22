// The commands of the palette, the editor's run menu and its context menu.

import { dirname } from "node:path";
import * as vscode from "vscode";
import { program, run, tellMissing } from "./program";
import type { Server } from "./server";
import { subjects, tell } from "./stories";

export function registerCommands(server: Server, output: vscode.LogOutputChannel): vscode.Disposable[] {
    const add = vscode.commands.registerCommand;
    return [
        add("hpm.restart", () => server.restart()),
        add("hpm.check", (uri?: vscode.Uri) => inOutput("check", output, uri)),
        add("hpm.show", (uri?: vscode.Uri) => inOutput("show", output, uri)),
        add("hpm.sweep", (uri?: vscode.Uri) => sweep(uri)),
        // Not `hpm.explain`: that one is the server's, and the client registers it.
        add("hpm.story", (subject?: string) => explain(subject)),
    ];
}

/** The specification that a command is about, saved; with a message where there is none. */
async function specification(uri?: vscode.Uri): Promise<string | undefined> {
    const open = vscode.window.activeTextEditor?.document;
    const document = uri ? await vscode.workspace.openTextDocument(uri) : open;
    if (document?.languageId !== "hpm") {
        void vscode.window.showInformationMessage("Open an .hpm file first.");
        return undefined;
    }
    // An untitled file is asked for its name; without one there is nothing that hpm could read.
    if ((document.isDirty || document.isUntitled) && !(await document.save())) {
        return undefined;
    }
    return (document.isUntitled ? vscode.window.activeTextEditor?.document : document)?.uri.fsPath;
}

async function inOutput(command: "check" | "show", output: vscode.LogOutputChannel, uri?: vscode.Uri): Promise<void> {
    const file = await specification(uri);
    if (!file) {
        return;
    }
    const answer = await run([command, file], dirname(file));
    if (answer.code === undefined) {
        return tellMissing("it was not found.");
    }
    output.appendLine(`$ hpm ${command} ${file}`);
    output.appendLine(`${answer.stdout}${answer.stderr}`.trimEnd() || "no findings");
    output.show(true);
}

async function sweep(uri?: vscode.Uri): Promise<void> {
    const file = await specification(uri);
    if (!file) {
        return;
    }
    const terminal = vscode.window.createTerminal({ name: "hpm sweep", cwd: dirname(file) });
    terminal.show();
    terminal.sendText([program(), "sweep", file].map(quoted).join(" "));
}

/** As one word of a shell. PowerShell calls a quoted program only behind `&`. */
export function quoted(word: string, place: number): string {
    if (/^[\w./:@%+=\\-]+$/.test(word) && !(word.includes("\\") && process.platform !== "win32")) {
        return word;
    }
    if (process.platform === "win32") {
        return `${place === 0 ? "& " : ""}"${word}"`;
    }
    return `'${word.replaceAll("'", "'\\''")}'`;
}

async function explain(subject?: string): Promise<void> {
    if (typeof subject === "string") {
        return tell(subject);
    }
    const index = await run(["explain"]);
    if (index.code === undefined) {
        return tellMissing("it was not found.");
    }
    const here = subjectHere();
    const all = subjects(index.stdout);
    const first = all.filter((one) => here.includes(one.label));
    const items = [...first, ...all.filter((one) => !here.includes(one.label))];
    const picked = await vscode.window.showQuickPick(items, {
        placeHolder: "A code, a layer, a setting or a word",
        matchOnDescription: true,
    });
    if (picked) {
        await tell(picked.label);
    }
}

/** The codes of what is found at the cursor, and the word there. */
function subjectHere(): string[] {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== "hpm") {
        return [];
    }
    const place = editor.selection.active;
    const found = vscode.languages.getDiagnostics(editor.document.uri).filter((one) => one.range.contains(place));
    const codes = found.map((one) => String(typeof one.code === "object" ? one.code.value : one.code));
    const word = editor.document.getWordRangeAtPosition(place);
    return word ? [...codes, editor.document.getText(word)] : codes;
}
