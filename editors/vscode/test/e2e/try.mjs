// Tries the packaged extension against the real server, and draws docs/images/vscode-*.png.
// Run by `editors/vscode/try`.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../grammar.mjs";
import { Editor } from "./editor.mjs";

const { CODE_SERVER = "code-server", CHROMIUM = "/usr/bin/chromium", HPM = "hpm" } = process.env;
const images = join(root, "docs/images");
mkdirSync(images, { recursive: true });

// What a person gets wrong in a first convolutional network.
const WRONG = `## Digits, with two mistakes.

data { source: digits; validation: 20% }

model {
    depth: repeat 1..4 {
        conv(filters: 8..64 log, kernel: 3, activation: relo)
        max_pool(2)
    }
    flatten
    dropout(0..50%)
    output: classes(10)
}

training {
    optimizer: adam(momentum: 0.9)
    epochs: 5
}
`;

// Each setting is right by itself; one member of the family is not.
const DEEP = `## Digits: every stage halves the image, and the fourth has nothing left to halve.

data { source: digits; validation: 20% }

model {
    depth: repeat 1..4 {
        conv(filters: 8..64 log, kernel: 3 | 5, padding: same)
        relu
        max_pool(2)
    }
    flatten
    dropout(0..50%)
    output: classes(10)
}
`;

const editor = await Editor.open({
    codeServer: CODE_SERVER.split(" "),
    chromiumPath: CHROMIUM,
    vsix: join(root, "editors/vscode/hpm.vsix"),
    hpm: HPM,
    files: { "wrong.hpm": WRONG, "too_deep.hpm": DEEP, "new.hpm": "" },
});

async function step(what, run) {
    await run();
    console.log(`ok: ${what}`);
}

try {
    await step("errors are underlined, and a fix is offered", async () => {
        await editor.file("wrong.hpm");
        await editor.page.waitForSelector(".squiggly-error", { timeout: 30_000 });
        await editor.command("Problems: Focus on Problems View");
        await editor.shows(".markers-panel", /`relo` is no activation/);
        await editor.command("View: Focus First Editor Group");
        await editor.line(7, 60);
        await editor.command("Show or Focus Hover");
        await editor.shows(".monaco-hover", /relo/);
        await editor.picture(join(images, "vscode-errors.png"));
        await editor.keys("Escape");
        await editor.keys("Control+.");
        await editor.shows(".action-widget", /relu/);
        await editor.picture(join(images, "vscode-fix.png"));
        await editor.keys("Enter");
        await editor.shows(".view-lines", /activation: relu\)/);
    });
    await step("a conflict of shapes is told with its member, and its repair is offered", async () => {
        await editor.file("too_deep.hpm");
        await editor.shows(".markers-panel", /max_pool/);
        await editor.line(9, 12);
        await editor.command("Show or Focus Hover");
        await editor.shows(".monaco-hover", /max_pool/);
        await editor.picture(join(images, "vscode-shapes.png"));
        await editor.keys("Escape");
    });
    await step("the shapes stand behind the layers, and hover tells what a layer is", async () => {
        await editor.command("View: Close Panel");
        await editor.file("digits_cnn.hpm");
        await editor.shows(".view-lines", /→ \(4\.\.8\)×\(4\.\.8\)×\(4\.\.64\)/);
        await editor.command("View: Toggle Primary Side Bar Visibility");
        await editor.picture(join(images, "vscode-hints.png"));
        await editor.line(14, 11);
        await editor.command("Show or Focus Hover");
        await editor.shows(".monaco-hover", /convolution/i);
        await editor.picture(join(images, "vscode-hover.png"));
        await editor.keys("Escape", "Escape");
    });
    await step("a snippet makes a specification without a finding", async () => {
        await editor.file("new.hpm");
        await editor.type("new_image");
        await editor.pause(1200);
        await editor.shows(".suggest-widget", /new_image/);
        await editor.keys("Tab", "Escape", "Escape");
        await editor.shows(".view-lines", /validation: 20%/);
        await editor.pause(2500);
        if (await editor.page.locator(".squiggly-error, .squiggly-warning").count()) {
            throw new Error("the snippet has findings");
        }
    });
    await step("completion knows the catalogue", async () => {
        await editor.command("Select All");
        await editor.keys("Delete");
        await editor.type("data { source: digits }\n\nmodel {\nflatten\ndense(units: 16, activation: ");
        await editor.pause(800);
        await editor.keys("Control+Space");
        await editor.shows(".suggest-widget", /leaky_relu/);
        await editor.pause(800);
        await editor.picture(join(images, "vscode-completion.png"));
        await editor.keys("Escape", "Control+a", "Delete");
        await editor.keys("Control+s");
    });
    await step("check, explain and restart answer", async () => {
        await editor.file("digits.hpm");
        await editor.command("hpm: Check this file");
        await editor.shows(".output-view, .part.panel", /hpm check .*digits\.hpm/);
        await editor.command("hpm: Explain a code or a name");
        await editor.pause(1500);
        await editor.type("E403");
        await editor.pause(600);
        await editor.keys("Enter");
        await editor.shows(".view-lines", /This fails:/);
        await editor.command("hpm: Restart the server");
        await editor.pause(2000);
    });
    await step("the sweep runs in the terminal", async () => {
        await editor.command("View: Close All Editors");
        await editor.file("iris.hpm");
        await editor.command("hpm: Sweep in the terminal");
        await editor.shows(".terminal-tab, .part.panel", /hpm sweep/);
        await editor.pause(4000);
    });
    const messages = await editor.page.locator(".notification-toast .codicon-error").count();
    if (messages) {
        throw new Error(`${messages} error messages`);
    }
} catch (error) {
    await editor.picture("/tmp/hpm-vscode-failed.png");
    console.error("what the editor showed is in /tmp/hpm-vscode-failed.png");
    throw error;
} finally {
    await editor.close();
}
