// What must be in the packaged extension, and what must not.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

const [file] = process.argv.slice(2);
const listed = execFileSync("unzip", ["-Z1", file], { encoding: "utf8" }).trim().split("\n");
const manifest = JSON.parse(execFileSync("unzip", ["-p", file, "extension/package.json"], { encoding: "utf8" }));
const { contributes } = manifest;
const named = [
    manifest.main,
    manifest.icon,
    ...contributes.languages.flatMap((one) => [one.configuration, one.icon.light, one.icon.dark]),
    ...contributes.grammars.map((one) => one.path),
    ...contributes.snippets.map((one) => one.path),
];
for (const name of named.map((one) => `extension/${one.replace(/^\.\//, "")}`)) {
    assert.ok(listed.includes(name), `${name} is missing`);
}
for (const name of ["extension/readme.md", "extension/changelog.md", "extension/LICENSE-MIT", "[Content_Types].xml", "extension.vsixmanifest"]) {
    assert.ok(listed.includes(name), `${name} is missing`);
}
const strange = listed.filter((name) => /node_modules|\.ts$|test\/|\.map$/.test(name));
assert.deepEqual(strange, []);
console.log(`${file}: ${listed.length} files, all that the manifest names among them`);
