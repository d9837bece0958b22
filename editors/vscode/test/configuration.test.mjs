// What the editor does while one types: words, indentation, and the next line of documentation.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const file = join(dirname(fileURLToPath(import.meta.url)), "../language-configuration.json");
const configuration = JSON.parse(readFileSync(file, "utf8"));

test("words are names and whole numbers with their units", () => {
    const { pattern, flags } = configuration.wordPattern;
    const words = (text) => [...text.matchAll(new RegExp(pattern, `g${flags}`))].map((found) => found[0]);
    assert.deepEqual(words("head: dense(learning_rate: 1e-4..0.5) # größe"), ["head", "dense", "learning_rate", "1e-4", "0.5", "größe"]);
    assert.deepEqual(words("limit: 30min, 20%; 512MiB"), ["limit", "30min", "20%", "512MiB"]);
});

test("a line that leaves a bracket open indents the next, one that begins with its end goes back", () => {
    const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
    const increases = (line) => new RegExp(increaseIndentPattern).test(line);
    const decreases = (line) => new RegExp(decreaseIndentPattern).test(line);
    for (const line of ["model {", "depth: repeat 1..3 as i {  # stages", "conv(", 'source: csv("a.csv", {', "either { relu } or {"]) {
        assert.ok(increases(line), line);
    }
    for (const line of ["flatten", "head: repeat 0..2 { dense(32) }", "# model {", 'source: csv("{")', "}", "dense(units: 3)"]) {
        assert.ok(!increases(line), line);
    }
    assert.ok(decreases("    }") && decreases(")") && decreases("} or {") && !decreases("relu }"));
});

test("documentation goes on over lines until an empty one", () => {
    const next = (line) => configuration.onEnterRules.find((rule) => new RegExp(rule.beforeText).test(line) && !rule.afterText)?.action.appendText;
    assert.equal(next("## What it is"), "## ");
    assert.equal(next("    ## What it is"), "## ");
    assert.equal(next("## "), undefined);
    assert.equal(next("# a remark"), undefined);
});
