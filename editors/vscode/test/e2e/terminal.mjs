// Draws what a terminal editor shows: `tmux capture-pane -e` as a page, and the page as a picture.
// node terminal.mjs screen.ansi picture.png

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [source, target] = process.argv.slice(2);
const escaped = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Some numbers of one `ESC[…m`, put into the style. */
function apply(style, numbers) {
    while (numbers.length > 0) {
        const code = numbers.shift();
        const colour = () => (numbers.shift() === 2 ? `rgb(${numbers.splice(0, 3)})` : `var(--c${numbers.shift()})`);
        if (code === 0) {
            for (const key of Object.keys(style)) delete style[key];
        } else if (code === 38) style.color = colour();
        else if (code === 48) style.background = colour();
        else if (code === 39) delete style.color;
        else if (code === 49) delete style.background;
        else if (code === 1) style["font-weight"] = "bold";
        else if (code === 3) style["font-style"] = "italic";
        else if (code === 4) style["text-decoration"] = "underline";
        else if (code === 7) Object.assign(style, { color: "#1e1e2e", background: "#cdd6f4" });
    }
}

const style = {};
const html = readFileSync(source, "utf8").trimEnd().split(/(\x1b\[[\d;:]*m)/).map((piece) => {
    const code = /^\x1b\[([\d;:]*)m$/.exec(piece);
    if (code) {
        apply(style, code[1].split(/[;:]/).map(Number));
        return "";
    }
    const css = Object.entries(style).map(([key, value]) => `${key}:${value}`).join(";");
    return `<span style="${css}">${piece.replace(/[&<>]/g, (sign) => escaped[sign])}</span>`;
}).join("");

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage();
await page.setContent(`<body style="margin:0;background:#1e1e2e"><pre style="display:inline-block;margin:0;padding:10px;font:14px/1.3 'DejaVu Sans Mono',monospace;color:#cdd6f4">${html}</pre>`);
await page.locator("pre").screenshot({ path: target });
await browser.close();
