/** Looks at drawings as a reader does, in Chromium: boxes apart, texts in their boxes, nothing of a flow run. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { drawSvg, type FlowContent, greetAndProve } from "../../flow";
import { flowOfSize } from "../unit/flow-of-size";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

interface Rectangle {
  name: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Seen {
  boxes: Rectangle[];
  texts: (Rectangle & { box: Rectangle })[];
  drawing: Rectangle;
}

/** Runs in the page, so it is text: neither the compiler's helpers nor its types are there. */
const SEE = `(() => {
  const rectangle = (element, name) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { name, left, top, right, bottom };
  };
  const groups = [...document.querySelectorAll("g.box")];
  const boxOf = (group) => rectangle(group.querySelector("rect.edge"), group.getAttribute("data-action"));
  const textsOf = (group) =>
    [...group.querySelectorAll("text")].map((text) => ({ ...rectangle(text, text.textContent), box: boxOf(group) }));
  const drawing = rectangle(document.querySelector("svg"), "drawing");
  return { boxes: groups.map(boxOf), texts: groups.flatMap(textsOf), drawing };
})()`;

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const within = (inner: Rectangle, outer: Rectangle): boolean =>
  inner.left >= outer.left && inner.top >= outer.top && inner.right <= outer.right && inner.bottom <= outer.bottom;

describe("drawings in Chromium", function () {
  this.timeout(120_000);
  let profile: string;
  let browser: BrowserContext;
  let page: Page;

  before(async () => {
    profile = mkdtempSync(join(tmpdir(), "ringcheck-chromium-"));
    browser = await chromium.launchPersistentContext(profile, { executablePath: CHROMIUM, args: ARGS, headless: true });
    page = await browser.newPage();
  });

  after(async () => {
    await browser?.close();
    rmSync(profile, { recursive: true, force: true });
  });

  async function look(content: FlowContent, options?: Parameters<typeof drawSvg>[1]): Promise<Seen> {
    await page.setContent(drawSvg(content, options));
    return page.evaluate<Seen>(SEE);
  }

  function assertReadable({ boxes, texts, drawing }: Seen): void {
    const clashes = boxes.flatMap((box, index) =>
      boxes
        .slice(index + 1)
        .filter((other) => overlap(box, other))
        .map(({ name }) => [box.name, name]),
    );
    assert.deepEqual(clashes, [], "boxes overlap");
    assert.deepEqual(
      texts.filter((text) => !within(text, text.box)).map(({ name }) => name),
      [],
      "texts leave their boxes",
    );
    assert.deepEqual(
      boxes.filter((box) => !within(box, drawing)).map(({ name }) => name),
      [],
      "boxes leave the drawing",
    );
  }

  it("keep boxes apart and texts in their boxes", async () => {
    const seen = await look(greetAndProve({ keyPress: true, voice: "Amy", language: "en-GB" }).toContent());
    assert.ok(seen.boxes.length > 10);
    assertReadable(seen);
  });

  it("do so with a call's path over them, and with 120 actions", async () => {
    assertReadable(await look(flowOfSize(120), { trace: [{ block: "menu-0", branch: "Conditions:1" }] }));
  });

  it("do so with texts of any script and length", async () => {
    const texts = [
      "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
      "電話をおかけいただきありがとうございます。ご用件をお話しください。",
      "مرحبا بكم في مركز الاتصال",
      "☎️👩‍👩‍👧‍👦 ".repeat(20),
      "m".repeat(5000),
    ];
    const Actions = texts.map((Text, index) => ({
      Identifier: `say ${index} ${Text.slice(0, 30)}`,
      Type: "MessageParticipant",
      Parameters: { Text },
      Transitions: {
        NextAction: `say ${Math.min(index + 1, texts.length - 1)} ${(texts[Math.min(index + 1, texts.length - 1)] ?? "").slice(0, 30)}`,
      },
    }));
    assertReadable(await look({ Version: "2019-10-30", StartAction: Actions[0]?.Identifier ?? "", Actions }));
  });

  it("run nothing that a flow carries and fetch nothing", async () => {
    const asked: string[] = [];
    const listener = (request: { url(): string }): void => void asked.push(request.url());
    page.on("request", listener);
    const hostile = `</text></svg><img src="https://example.invalid/x" onerror="document.title='run'"><script>document.title='run'</script>`;
    const seen = await look(
      {
        Version: "2019-10-30",
        StartAction: hostile,
        Actions: [
          {
            Identifier: hostile,
            Type: "MessageParticipant",
            Parameters: { Text: hostile },
            Transitions: { NextAction: hostile },
          },
        ],
      },
      { title: hostile },
    );
    page.off("request", listener);
    assert.equal(await page.title(), "");
    assert.deepEqual(asked, []);
    assert.equal(seen.boxes.length, 2);
    assert.equal(seen.boxes[1]?.name, hostile);
  });
});
