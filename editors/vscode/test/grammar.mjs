// The TextMate grammar, loaded as VS Code loads it.

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { loadWASM, OnigScanner, OnigString } = require("vscode-oniguruma");
const { Registry, INITIAL, parseRawGrammar } = require("vscode-textmate");

const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, "../../..");
const file = join(here, "../syntaxes/hpm.tmLanguage.json");

await loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
const registry = new Registry({
    onigLib: Promise.resolve({
        createOnigScanner: (patterns) => new OnigScanner(patterns),
        createOnigString: (text) => new OnigString(text),
    }),
    loadGrammar: async () => parseRawGrammar(readFileSync(file, "utf8"), file),
});
const grammar = await registry.loadGrammar("source.hpm");

/** Pieces of the text with their scopes, innermost last: `{ line, start, text, scopes }`. */
export function tokens(text) {
    let stack = INITIAL;
    return text.split(/\r?\n/).flatMap((line, number) => {
        const told = grammar.tokenizeLine(line, stack);
        stack = told.ruleStack;
        return told.tokens.map(({ startIndex, endIndex, scopes }) => ({
            line: number + 1,
            start: startIndex,
            text: line.slice(startIndex, endIndex),
            scopes,
        }));
    });
}

/** The files below a folder of the repository that end in `.hpm`. */
export function specifications(folder) {
    const entries = readdirSync(join(root, folder), { recursive: true });
    const names = entries.filter((name) => name.endsWith(".hpm")).sort();
    return names.map((name) => ({ name: join(folder, name), text: readFileSync(join(root, folder, name), "utf8") }));
}
