// The grammar and the language server call a word the same: over every example, library block and
// corpus file, each token of the server's semantic tokens has a scope that fits its kind.
// Runs where $HPM is a program with `hpm lsp`.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { root, specifications, tokens } from "./grammar.mjs";

/** What a kind of the server may be for the grammar, which sees places but no meanings. */
const FITS = {
    keyword: /^(keyword|storage|constant\.language)/,
    namespace: /section/,
    class: /^(entity\.name\.(function|section)|support\.constant|variable\.other|constant\.language)/,
    function: /^(entity\.name\.function|variable\.other)/,
    property: /^(support\.type\.property|entity\.name\.tag|variable\.(parameter|other)|support\.constant)/,
    variable: /^(variable|entity\.name\.function|support\.constant)/,
    parameter: /^(variable|entity\.name\.function|support\.constant)/,
    enumMember: /^(support\.constant|variable\.other|constant\.language|entity\.name\.function|keyword\.other\.unit)/,
    number: /^(constant\.numeric|keyword\.other\.unit|keyword\.operator\.factor)/,
    string: /^(string|punctuation\.definition\.string)/,
    comment: /^comment/,
    operator: /^keyword\.operator/,
    label: /^(entity\.name\.tag|variable\.other)/,
};

class Client {
    constructor(program) {
        this.server = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "ignore"] });
        this.waiting = new Map();
        this.next = 0;
        this.rest = Buffer.alloc(0);
        this.server.stdout.on("data", (data) => this.read(data));
    }

    read(data) {
        this.rest = Buffer.concat([this.rest, data]);
        for (;;) {
            const head = /^Content-Length: (\d+)\r\n(?:[^\r]+\r\n)*\r\n/.exec(this.rest.toString("latin1"));
            const end = head && head[0].length + Number(head[1]);
            if (!head || this.rest.length < end) {
                return;
            }
            const message = JSON.parse(this.rest.subarray(head[0].length, end).toString());
            this.rest = this.rest.subarray(end);
            this.waiting.get(message.id)?.(message);
        }
    }

    send(message) {
        const body = JSON.stringify({ jsonrpc: "2.0", ...message });
        this.server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    }

    ask(method, params) {
        const id = (this.next += 1);
        const answer = new Promise((resolve) => this.waiting.set(id, resolve));
        this.send({ id, method, params });
        return answer.then((message) => message.result ?? assert.fail(JSON.stringify(message.error)));
    }
}

/** The protocol's five numbers a token, as `{ line, start, length, kind }`. */
function* decoded(data, kinds) {
    let [line, start] = [0, 0];
    for (let at = 0; at < data.length; at += 5) {
        start = data[at] ? data[at + 1] : start + data[at + 1];
        line += data[at];
        yield { line: line + 1, start, length: data[at + 2], kind: kinds[data[at + 3]] };
    }
}

test("the server and the grammar agree", { skip: process.env.HPM ? false : "HPM is not set" }, async () => {
    const client = new Client(process.env.HPM);
    const { capabilities } = await client.ask("initialize", { processId: null, rootUri: null, capabilities: {} });
    client.send({ method: "initialized", params: {} });
    const kinds = capabilities.semanticTokensProvider.legend.tokenTypes;
    const wrong = [];
    let seen = 0;
    for (const { name, text } of ["examples", "src/library/blocks", "tests/corpus"].flatMap(specifications)) {
        const textDocument = { uri: pathToFileURL(join(root, name)).href, languageId: "hpm", version: 1, text };
        client.send({ method: "textDocument/didOpen", params: { textDocument } });
        const { data } = await client.ask("textDocument/semanticTokens/full", { textDocument: { uri: textDocument.uri } });
        const all = tokens(text);
        const lines = text.split(/\r?\n/);
        for (const { line, start, length, kind } of decoded(data, kinds)) {
            const word = lines[line - 1].slice(start, start + length);
            const here = all.find((token) => token.line === line && token.start <= start && start < token.start + token.text.length);
            const inner = here.scopes.filter((scope) => !scope.startsWith("meta.")).flatMap((scope) => scope.split(" "));
            seen += 1;
            if (!inner.some((scope) => FITS[kind]?.test(scope))) {
                wrong.push(`${name}:${line}:${start + 1}: \`${word}\` is ${kind} for the server, ${inner.at(-1)} for the grammar`);
            }
        }
    }
    client.server.kill();
    assert.deepEqual(wrong, []);
    assert.ok(seen > 2000, String(seen));
});
