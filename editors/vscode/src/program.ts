// Which hpm is meant, and what it answers.

import { execFile } from "node:child_process";
import { homedir } from "node:os";
import * as vscode from "vscode";

/** The `hpm.path` setting with `~` and `${workspaceFolder}` filled in, or `hpm` for that on PATH. */
export function program(): string {
    const set = vscode.workspace.getConfiguration("hpm").get<string>("path", "").trim();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    return set.replace(/^~(?=$|[\\/])/, homedir()).replaceAll("${workspaceFolder}", folder) || "hpm";
}

export interface Answer {
    /** 0 clean, 1 findings, 2 usage or files; undefined where the program did not run. */
    code: number | undefined;
    stdout: string;
    stderr: string;
}

/** Runs hpm to its end. */
export function run(args: string[], cwd?: string): Promise<Answer> {
    const limits = { cwd, maxBuffer: 64 * 1024 * 1024, timeout: 60_000, env: { ...process.env, NO_COLOR: "1" } };
    return new Promise((resolve) => {
        execFile(program(), args, limits, (error, stdout, stderr) => {
            const code = error === null ? 0 : typeof error.code === "number" ? error.code : undefined;
            resolve({ code, stdout, stderr: stderr || (code === undefined ? String(error) : "") });
        });
    });
}

/** Tells that hpm cannot be run, with the way to mend it. */
export async function tellMissing(reason: string): Promise<void> {
    const choice = await vscode.window.showErrorMessage(
        `\`${program()}\` cannot be run: ${reason} Install hpm, or tell where it is in the setting \`hpm.path\`.`,
        "Open the setting",
    );
    if (choice) {
        await vscode.commands.executeCommand("workbench.action.openSettings", "hpm.path");
    }
}
