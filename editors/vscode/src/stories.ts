// `hpm explain CODE` as a read-only page beside the specification.

import * as vscode from "vscode";
import { run } from "./program";

export const SCHEME = "hpm-explain";

export class Stories implements vscode.TextDocumentContentProvider, vscode.Disposable {
    private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

    async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
        const answer = await run(["explain", uri.path]);
        return answer.stdout || answer.stderr;
    }

    dispose(): void {
        this.registration.dispose();
    }
}

/** One line of `hpm explain`: a code or a name, and what it is. */
export interface Subject {
    label: string;
    description: string;
}

export function subjects(index: string): Subject[] {
    const lines = index.split("\n").map((line) => /^ {2}(\S+)\s+(.*)$/.exec(line));
    return lines.flatMap((found) => (found ? [{ label: found[1] ?? "", description: found[2] ?? "" }] : []));
}

export async function tell(subject: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: subject });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}
