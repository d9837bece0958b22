// Every right specification of the repository: no word, number or sign without a scope of its own,
// and none that counts as wrong.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root, specifications, tokens } from "./grammar.mjs";

const FOLDERS = ["examples", "src/library/blocks", "tests/corpus", "tests/fmt/cases"];

/** Scopes that only say where a token stands. */
const PLACES = /^(source|meta\.[a-z.]+)(\.hpm)?$/;

function faults(name, text) {
    return tokens(text).flatMap(({ line, start, text: word, scopes }) => {
        if (word.trim() === "") {
            return [];
        }
        const inner = scopes.at(-1);
        const why = scopes.some((scope) => scope.startsWith("invalid")) ? "wrong" : PLACES.test(inner) ? "without a scope" : "";
        return why ? [`${name}:${line}:${start + 1}: \`${word}\` is ${why} (${scopes.join(" ")})`] : [];
    });
}

for (const folder of FOLDERS) {
    const all = specifications(folder);
    test(`${folder}: ${all.length} files`, () => {
        assert.ok(all.length > 4);
        const wrong = all.flatMap(({ name, text }) => faults(name, text));
        assert.deepEqual(wrong, []);
    });
}

test("the examples of the documentation", () => {
    const pages = ["README.md", "docs/language.md"].map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));
    const blocks = pages.flatMap(({ name, text }) => [...text.matchAll(/```hpm\n(.*?)```/gs)].map((found) => ({ name, text: found[1] })));
    assert.ok(blocks.length > 4);
    assert.deepEqual(blocks.flatMap(({ name, text }) => faults(name, text)), []);
});

/** All comments and strings are seen as such: a reader of its own says where they are. */
test("comments and strings begin and end where hpm sees them", () => {
    let seen = 0;
    for (const { name, text } of FOLDERS.flatMap(specifications)) {
        const all = tokens(text);
        text.split(/\r?\n/).forEach((line, number) => {
            const pieces = line.matchAll(/"[^"]*"|#.*$/g);
            for (const piece of pieces) {
                const scope = piece[0].startsWith("#") ? "comment" : "string";
                const here = all.filter((token) => token.line === number + 1 && token.start >= piece.index && token.start < piece.index + piece[0].length);
                assert.ok(here.length > 0 && here.every((token) => token.scopes.some((one) => one.startsWith(scope))), `${name}:${number + 1}`);
                seen += 1;
            }
        });
    }
    assert.ok(seen > 100, String(seen));
});

/** Brackets pair off: at the end of each file no rule is left open. */
test("every body closes", () => {
    for (const { name, text } of FOLDERS.flatMap(specifications)) {
        const [last] = tokens(`${text}\nlet the_end = 1`).slice(-1);
        assert.equal(last.scopes.length, 2, `${name}: ${last.scopes.join(" ")}`);
    }
});
