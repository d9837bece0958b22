// What each kind of token is coloured as: the innermost scope of a word in a text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { tokens } from "./grammar.mjs";

/** Asserts the scopes of words, in order: each is looked for behind the one before. */
function told(text, ...wanted) {
    const all = tokens(text);
    let at = 0;
    for (const [word, scope] of wanted) {
        const found = all.findIndex((token, place) => place >= at && token.text.trim() === word);
        assert.notEqual(found, -1, `\`${word}\` is no token of its own in\n${text}\n${JSON.stringify(all.map((t) => t.text))}`);
        const inner = all[found].scopes.at(-1);
        assert.equal(inner, `${scope}.hpm`, `\`${word}\` in\n${text}`);
        at = found + 1;
    }
}

const KEYWORDS = {
    "let width = 3": [["let", "storage.type.let"], ["width", "variable.other.definition"], ["=", "keyword.operator.assignment"]],
    'import "blocks.hpm"': [["import", "keyword.control.import"]],
    "model { require params <= 5 }": [["require", "keyword.control.require"], ["params", "support.constant.value"], ["<=", "keyword.operator.comparison"]],
    "model { d: repeat 1..3 as i { relu } }": [["repeat", "keyword.control.repeat"], ["as", "keyword.control.as"], ["i", "variable.other.index"]],
    "model { maybe relu }": [["maybe", "keyword.control.maybe"], ["relu", "entity.name.function.layer"]],
    "model { maybe { relu } }": [["maybe", "keyword.control.maybe"]],
    "model { dense(each 1..3) }": [["each", "keyword.control.each"]],
    "model { either { relu } or { tanh } }": [["either", "keyword.control.either"], ["or", "keyword.control.or"], ["tanh", "entity.name.function.layer"]],
    "model { require not (a and b) or c }": [["not", "keyword.operator.expression.logical.not"], ["and", "keyword.operator.expression.logical"], ["or", "keyword.operator.expression.logical"]],
    "let a = 1..8 log default 2": [["log", "keyword.other.word"], ["default", "keyword.other.word"]],
    "let a = 1..8 step 2": [["step", "keyword.other.word"]],
    "let a = 2..8 by x2": [["by", "keyword.other.word.by"], ["x", "keyword.operator.factor"], ["2", "constant.numeric"]],
    "sweep { trials: 12 per rung }": [["per", "keyword.other.word.per"], ["rung", "keyword.other.unit.word"]],
    "sweep { growth { stop: gain < 0.2% for 2 rungs } }": [["for", "keyword.other.word"], ["2", "constant.numeric"], ["rungs", "keyword.other.unit.word"]],
    "sweep { objective: maximize accuracy, minimize params }": [["maximize", "keyword.other.goal"], ["accuracy", "support.constant.metric"], ["minimize", "keyword.other.goal"], ["params", "support.constant.metric"]],
};

test("keywords are keywords", () => {
    for (const [text, wanted] of Object.entries(KEYWORDS)) {
        told(text, ...wanted);
    }
});

test("every keyword is a name where a label stands", () => {
    for (const word of ["log", "step", "by", "default", "per", "for", "and", "or", "not", "as", "repeat", "maybe", "each", "either", "let", "block", "import", "require", "to", "in", "max"]) {
        told(`model {\n    ${word}: dense(3)\n}`, [word, "entity.name.tag.label"]);
        told(`model { dense(${word}: 3) }`, [word, "variable.parameter.argument"]);
        told(`training {\n    ${word}: 3\n}`, [word, "support.type.property-name.setting"]);
    }
});

test("words behind a value are names elsewhere", () => {
    told("model { repeat log { relu } }", ["repeat", "keyword.control.repeat"], ["log", "variable.other"]);
    told("model { repeat step as as { relu } }", ["step", "variable.other"], ["as", "keyword.control.as"], ["as", "variable.other.index"]);
    told("model { dense(log) }", ["log", "variable.other"]);
    told("training { schedule: step(every: 5) | constant }", ["step", "entity.name.function.call"], ["constant", "support.constant.value"]);
    told("model { either { step } or { log(3) } }", ["log", "entity.name.function.call"]);
});

test("sections, labels, settings and arguments are told apart", () => {
    const text = "data {\n    source: digits\n}\nmodel{\n    net: dense(units: 3)\n}\nsweep { growth { order: net } }";
    told(text, ["data", "keyword.other.section"], ["source", "support.type.property-name.setting"], ["digits", "support.constant.value"],
        ["model", "keyword.other.section"], ["net", "entity.name.tag.label"], ["dense", "entity.name.function.call"],
        ["units", "variable.parameter.argument"], ["sweep", "keyword.other.section"], ["growth", "keyword.other.section"],
        ["order", "support.type.property-name.setting"], ["net", "variable.other"]);
});

test("layers are functions, with and without arguments and braces", () => {
    told("model { flatten; conv(3); residual { batch_norm }; parallel(join: add) { branch { } } }",
        ["flatten", "entity.name.function.layer"], ["conv", "entity.name.function.call"], ["residual", "entity.name.function.call"],
        ["batch_norm", "entity.name.function.layer"], ["parallel", "entity.name.function.call"], ["join", "variable.parameter.argument"],
        ["add", "support.constant.value"], ["branch", "entity.name.function.call"]);
    told("model { net: resnet(depth: 8) | vgg }", ["resnet", "entity.name.function.call"], ["|", "keyword.operator.choice"], ["vgg", "entity.name.function.layer"]);
});

test("a block's name and parameters are definitions", () => {
    told("block unit(width, rate = 10%, norm = batch_norm | none) {\n    dense(width)\n    norm\n}",
        ["block", "storage.type.block"], ["unit", "entity.name.function.definition"], ["width", "variable.parameter.definition"],
        ["rate", "variable.parameter.definition"], ["=", "keyword.operator.assignment"], ["10", "constant.numeric"],
        ["norm", "variable.parameter.definition"], ["batch_norm", "entity.name.function.layer"], ["none", "constant.language"],
        ["dense", "entity.name.function.call"], ["width", "variable.other"], ["norm", "variable.other"]);
    told("block bare {\n    relu\n}", ["bare", "entity.name.function.definition"], ["relu", "entity.name.function.layer"]);
});

test("numbers and their units", () => {
    for (const number of ["1", "1_000", "1e-3", "2.5E+4", "0.5"]) {
        told(`let a = ${number}`, [number, "constant.numeric"]);
    }
    for (const unit of ["%", "k", "M", "G", "s", "min", "h", "KiB", "MiB", "GiB"]) {
        told(`let a = 1.5${unit}`, ["1.5", "constant.numeric"], [unit, "keyword.other.unit"]);
    }
    told("sweep { limit: 30min, 200 trials }", ["30", "constant.numeric"], ["min", "keyword.other.unit"], ["200", "constant.numeric"], ["trials", "keyword.other.unit.word"]);
    for (const wrong of ["3sec", "1.2.3", "5x"]) {
        told(`let a = ${wrong}`, [wrong, "invalid.illegal.number"]);
    }
});

test("ranges and other operators", () => {
    told("let a = 1..width", ["1", "constant.numeric"], ["..", "keyword.operator.range"], ["width", "variable.other"]);
    told("let a = -1e-3..1e-3", ["-", "keyword.operator.arithmetic"], ["1e-3", "constant.numeric"], ["..", "keyword.operator.range"], ["1e-3", "constant.numeric"]);
    told("let a = relu..tanh", ["relu", "entity.name.function.layer"], ["tanh", "entity.name.function.layer"]);
    told("let a = b * 2^i + c / 3 - 1", ...["*", "^", "+", "/", "-"].map((sign) => [sign, "keyword.operator.arithmetic"]));
    told("model { require a <= 1 and b >= 2 or c == d and e != 3 }", ...["<=", ">=", "==", "!="].map((sign) => [sign, "keyword.operator.comparison"]));
    told("let a = head.units", ["head", "variable.other.hyperparameter"], [".", "punctuation.accessor"], ["units", "variable.other.hyperparameter"]);
});

test("strings, comments and documentation", () => {
    told('data { source: csv("a # b.csv") } # why', ["a # b.csv", "string.quoted.double"], ["# why", "comment.line.number-sign"]);
    told("## what it is\nlet a = 3", ["## what it is", "comment.line.documentation"]);
    told("model { dense(\n    16 # no range\n) }", ["16", "constant.numeric"], ["# no range", "comment.line.number-sign"]);
    // A string ends with its line, closed or not.
    told('data { source: csv("a.csv\n target: 3 }', ["target", "variable.parameter.argument"]);
});

test("signs of other languages are wrong", () => {
    for (const sign of ["||", "&&", "..=", "...", "**", "=>", "[", "]", "::"]) {
        told(`let a = b ${sign} c`, [sign, "invalid.illegal.operator"]);
    }
    told("// a remark", ["// a remark", "invalid.illegal.comment"]);
});

test("constants of the language", () => {
    told("let a = true | false | none", ...["true", "false", "none"].map((word) => [word, "constant.language"]));
});
