/** No sentence of ours quotes what a resource keeps secret, however AWS spells it back and wherever it is cut. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { ApiError } from "../../verification/connect-api";
import type { Properties } from "../../verification/protocol";
import { providerWith } from "../../verification/provider";
import { masked, sentenceOf } from "../../verification/sentences";
import { inputsFor, World } from "./verification-world";

const refusal = (message: string) => new ApiError("InvalidRequestException", message);

describe("verification: sentences", () => {
  it("hides each secret text of the resource", () => {
    const inputs = inputsFor({
      attributes: { account: "account-4711" },
      name: "Confidential caller",
      description: "Confidential description",
      references: { ticket: { type: "STRING", value: "ticket-815" } },
      expect: { attributes: { heard: "heard-secret" } },
      clientToken: "token-of-mine",
      aws: { externalId: "external-7" },
    });
    const secrets = [
      "account-4711",
      "Confidential caller",
      "Confidential description",
      "ticket-815",
      "heard-secret",
      "token-of-mine",
      "external-7",
    ];
    for (const secret of secrets) assert.equal(masked(`got ${secret}.`, inputs), "got ***.");
    assert.equal(masked("type STRING", inputs), "type STRING", "a kind of reference is no secret");
  });

  it("hides a secret that another one begins, that has white space, or that JSON spells", () => {
    const attributes = { a: "secret", b: "secret-token", c: "two  words\nand a line", d: 'say "please"' };
    const sentence = sentenceOf(
      refusal('secret-token, two words and a line, say "please", say \\"please\\", two  words\\nand a line'),
      inputsFor({ attributes }),
    );
    assert.match(sentence, /\("\*\*\*, \*\*\*, \*\*\*, \*\*\*, \*\*\*"\)/);
  });

  it("hides a short secret where AWS says it, as a word, and leaves our own words alone", () => {
    const inputs = inputsFor({ attributes: { pin: "4711", language: "en", verb: "call", blank: "      " } });
    const sentence = sentenceOf(refusal("Value 4711 for pin, 'en' and call: not sent."), inputs);
    assert.match(sentence, /\("Value \*\*\* for pin, '\*\*\*' and \*\*\*: not sent\."\)/);
    assert.equal(masked(sentence, inputs), sentence);
    assert.equal(masked("no call was placed", inputs), "no call was placed");
    assert.equal(masked('no call: refused ("pin 4711 is sent")', inputs), 'no call: refused ("pin *** is sent")');
  });

  it("says no secret of any length that AWS says", () => {
    const words = fc
      .string({ minLength: 1, maxLength: 30 })
      .filter((text) => /^[^\s*+].*[^\s*]$|^[^\s*+]$/s.test(text));
    const property = fc.property(words, fc.lorem(), (secret, around) => {
      const sentence = sentenceOf(refusal(`${around} <${secret}> ${around}`), inputsFor({ attributes: { secret } }));
      assert.ok(!sentence.includes(`<${secret}>`), sentence);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it("cuts a long message only after it has masked it", () => {
    const inputs = inputsFor({ attributes: { account: "account-4711-of-somebody" } });
    const property = fc.property(
      fc.integer({ min: 250, max: 320 }),
      fc.constantFrom("account-4711-of-somebody", "206-555-0100", "+1 (206) 555 0100"),
      (length, secret) => {
        const sentence = sentenceOf(refusal(`${"x".repeat(length)} ${secret} and more`), inputs);
        assert.doesNotMatch(sentence, /account|206.?555|55.0100/, sentence);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it("cuts what preflight quotes only after it has masked it", async () => {
    const attributes = { account: "account-4711-of-somebody" };
    // Separators that no cut within a number would be noticed by.
    const secrets = fc.constantFrom(attributes.account, "+1\u2010206\u2010555\u20100100");
    const property = fc.asyncProperty(fc.integer({ min: 160, max: 210 }), secrets, async (length, secret) => {
      const world = new World();
      const message = `${"x".repeat(length)} ${secret} and more`;
      world.fault = (operation) =>
        operation === "describeContactFlow" ? new ApiError("ResourceNotFoundException", message) : undefined;
      const news = inputsFor({ attributes }) as unknown as Properties;
      const { failures } = await providerWith(world.ports()).check({}, news);
      assert.equal(failures.length, 1);
      assert.doesNotMatch(failures[0]?.reason ?? "", /account|206.{1,3}5|acc/, failures[0]?.reason);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
