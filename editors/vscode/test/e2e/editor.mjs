// A real VS Code (code-server) in a real browser, driven by keys.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { root } from "../grammar.mjs";

const SETTINGS = {
    "security.workspace.trust.enabled": false,
    "workbench.startupEditor": "none",
    "workbench.colorTheme": "Default Dark Modern",
    "workbench.preferredDarkColorTheme": "Default Dark Modern",
    "window.autoDetectColorScheme": false,
    "telemetry.telemetryLevel": "off",
    "chat.disableAIFeatures": true,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "extensions.autoCheckUpdates": false,
    "editor.minimap.enabled": false,
    "editor.stickyScroll.enabled": false,
    "editor.fontSize": 14,
    "editor.hover.delay": 200,
    "editor.hover.above": false,
    "editor.renderLineHighlight": "none",
    "workbench.tree.indent": 12,
};

function freePort() {
    return new Promise((resolve) => {
        const server = createServer().listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

export class Editor {
    /** `hpm` is the program that the extension is to use, `files` are written beside the examples. */
    static async open({ codeServer, chromiumPath, vsix, hpm, files }) {
        const editor = new Editor();
        editor.folder = mkdtempSync(join(tmpdir(), "hpm-vscode-"));
        const work = join(editor.folder, "networks");
        cpSync(join(root, "examples"), work, { recursive: true });
        for (const [name, text] of Object.entries(files)) {
            writeFileSync(join(work, name), text);
        }
        const user = join(editor.folder, "user");
        // The program's place is a setting of the machine on which the server runs.
        for (const [place, settings] of Object.entries({ User: SETTINGS, Machine: { "hpm.path": hpm } })) {
            mkdirSync(join(user, place), { recursive: true });
            writeFileSync(join(user, place, "settings.json"), JSON.stringify(settings));
        }
        const folders = ["--user-data-dir", user, "--extensions-dir", join(editor.folder, "extensions")];
        const [command, ...first] = codeServer;
        execFileSync(command, [...first, ...folders, "--install-extension", vsix], { stdio: "inherit" });
        const port = await freePort();
        const quiet = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check"];
        editor.server = spawn(command, [...first, ...folders, ...quiet, work], { stdio: "ignore" });
        editor.browser = await chromium.launch({
            executablePath: chromiumPath,
            args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        editor.page = await editor.browser.newPage({ viewport: { width: 1080, height: 720 }, colorScheme: "dark" });
        await editor.go(`http://127.0.0.1:${port}/?folder=${work}`);
        return editor;
    }

    async go(address) {
        for (let tries = 0; ; tries += 1) {
            try {
                await this.page.goto(address, { waitUntil: "domcontentloaded", timeout: 60_000 });
                break;
            } catch (error) {
                if (tries > 20) {
                    throw error;
                }
                await this.pause(500);
            }
        }
        await this.page.waitForSelector(".monaco-workbench .explorer-folders-view", { timeout: 120_000 });
        await this.pause(4000);
    }

    pause(milliseconds) {
        return this.page.waitForTimeout(milliseconds);
    }

    async keys(...keys) {
        for (const key of keys) {
            await this.page.keyboard.press(key);
            await this.pause(150);
        }
    }

    type(text) {
        return this.page.keyboard.type(text, { delay: 20 });
    }

    /** Opens a file of the folder by name. */
    async file(name) {
        await this.keys("Control+p");
        await this.pause(600);
        await this.type(name);
        await this.pause(1200);
        await this.keys("Enter");
        await this.page.waitForSelector(`.tab.active[data-resource-name="${name}"]`, { timeout: 20_000 });
        await this.page.waitForSelector(".view-line", { timeout: 20_000 });
        await this.pause(500);
    }

    /** A command of the palette. */
    async command(title) {
        await this.keys("F1");
        await this.pause(500);
        await this.type(title);
        await this.pause(900);
        await this.keys("Enter");
        await this.pause(500);
    }

    async line(number, column = 1) {
        await this.keys("Control+g");
        await this.pause(300);
        await this.type(`${number}:${column}`);
        await this.keys("Enter");
    }

    /** Waits until the text of what `selector` shows matches. */
    async shows(selector, pattern, timeout = 30_000) {
        const { source, flags } = pattern;
        await this.page.waitForFunction(
            ([where, text, how]) => [...document.querySelectorAll(where)].some((one) => new RegExp(text, how).test(one.textContent.replaceAll("\u00a0", " "))),
            [selector, source, flags],
            { timeout },
        );
    }

    async picture(path) {
        await this.pause(600);
        await this.page.screenshot({ path });
    }

    async close() {
        await this.browser?.close();
        this.server?.kill();
        rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 });
    }
}
