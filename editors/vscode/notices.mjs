// Writes the licences of what is bundled: the packages that esbuild's record names.

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

const { inputs } = JSON.parse(readFileSync("out/meta.json", "utf8"));
const folders = new Set(Object.keys(inputs).flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/g) ?? []));
const notices = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    if (!file || !existsSync(`${folder}/${file}`)) {
        throw new Error(`${name} has no licence file`);
    }
    return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
});
writeFileSync("out/NOTICES.txt", `What the extension bundles, and its licences.\n\n${notices.join("\n---\n\n")}`);
console.log(`out/NOTICES.txt: ${notices.length} packages`);
