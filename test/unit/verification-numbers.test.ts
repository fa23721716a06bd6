/** Whom a verification may call, and how a number looks to people. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { DEFAULT_COUNTRIES, destinationProblem, readAllowEntry } from "../../verification/destinations";
import { maskPhoneNumber, maskText } from "../../verification/mask";
import { isEmergency } from "../../verification/short-numbers";

const US = { region: "us-east-1" };

describe("verification: destinations", () => {
  it("never calls an emergency number, whatever is allowed", () => {
    const all = ["US", "GB", "DE", "JP", "AU", "FR", "IN", "BR", "NF"];
    const emergencies = [
      "+1911",
      "+1112",
      "+19115550100",
      "+44999",
      "+44112",
      "+49110",
      "+49112",
      "+81110",
      "+81119",
      "+61000",
      "+33112",
      "+91112",
      "+55190",
      "+33017",
      "+67200911",
    ];
    for (const number of emergencies) {
      const allowed = [...all, number, `${number}*`, "+1*", "+4*", "+6*"];
      const problem = destinationProblem(number, { ...US, stackList: allowed, resourceList: allowed });
      assert.match(problem ?? "allowed", /emergency/, number);
    }
  });

  it("never calls a short number or one that no plan can have", () => {
    for (const number of ["+1411", "+44118", "+12", "+911", "+112", "+999123456", "+1206555010012345".slice(0, 16)]) {
      assert.ok(destinationProblem(number, { ...US, stackList: [number, `${number}*`, "US", "GB"] }), number);
    }
  });

  it("says of a number that stops short that digits may be missing", () => {
    assert.equal(
      destinationProblem("+1206555", US),
      "it is a short number, or digits are missing; short numbers are never called, whatever is allowed",
    );
  });

  it("knows that a number which begins like an emergency number is its own number", () => {
    for (const number of ["+81112345678", "+911122334455", "+390236618300"]) {
      assert.equal(isEmergency(number), false, number);
    }
  });

  it("refuses costly, global and toll-free ranges unless an entry names them", () => {
    const costly = ["+19005551234", "+870773111632", "+88216123456", "+80812345678", "+97912345678", "+448081570123"];
    for (const number of costly) {
      assert.ok(destinationProblem(number, US), number);
      assert.ok(destinationProblem(number, { ...US, stackList: ["US", "GB"] }), number);
      assert.equal(destinationProblem(number, { ...US, stackList: [number] }), undefined, number);
      assert.equal(destinationProblem(number, { ...US, stackList: [`${number.slice(0, 6)}*`] }), undefined, number);
    }
  });

  it("admits ordinary numbers of the region's default countries only", () => {
    const numbers: Record<string, string> = {
      US: "+12065550100",
      GB: "+442079460018",
      JP: "+81312345678",
      AU: "+61291234567",
      DE: "+4930123456",
    };
    for (const [region, countries] of Object.entries(DEFAULT_COUNTRIES)) {
      for (const [country, number] of Object.entries(numbers)) {
        const problem = destinationProblem(number, { region });
        assert.equal(problem === undefined, countries.includes(country), `${country} from ${region}: ${problem}`);
      }
    }
    assert.match(destinationProblem("+12065550100", { region: "sa-east-1" }) ?? "", /no default countries are known/);
    assert.match(destinationProblem("+12065550100", {}) ?? "", /region of the instance is not known/);
    assert.equal(destinationProblem("+12065550100", { regionPending: true }), undefined);
  });

  it("lets a resource narrow the stack's list and never widen it", () => {
    assert.equal(destinationProblem("+12065550100", { ...US, stackList: ["US"], resourceList: ["+1206*"] }), undefined);
    assert.match(
      destinationProblem("+12065550100", { ...US, stackList: ["US"], resourceList: ["GB"] }) ?? "",
      /resource's list/,
    );
    assert.match(
      destinationProblem("+442079460018", { ...US, stackList: ["US"], resourceList: ["GB"] }) ?? "",
      /stack's list/,
    );
    assert.match(destinationProblem("+4930123456", { ...US, resourceList: ["DE"] }) ?? "", /default countries/);
  });

  it("admits toll-free numbers of the region's own country by country", () => {
    assert.equal(destinationProblem("+18005551234", { ...US, stackList: ["US"] }), undefined);
    assert.ok(destinationProblem("+18005551234", { region: "eu-west-2", stackList: ["US"] }));
    assert.ok(destinationProblem("+18005551234", US));
  });

  it("reads numbers, prefixes and countries", () => {
    assert.deepEqual(readAllowEntry("+12065550100"), { kind: "number", digits: "12065550100" });
    assert.deepEqual(readAllowEntry("+1206*"), { kind: "prefix", digits: "1206" });
    assert.deepEqual(readAllowEntry("+1206"), { kind: "prefix", digits: "1206" });
    assert.deepEqual(readAllowEntry("gb"), { kind: "country", country: "GB" });
    for (const wrong of ["", "*", "+", "+*", "USA", "2065550100", "+1 206*"])
      assert.equal(readAllowEntry(wrong), undefined, wrong);
  });
});

describe("verification: masks", () => {
  it("shows country code, three digits and the last two", () => {
    assert.equal(maskPhoneNumber("+12065550100"), "+1 206 *** **00");
    assert.equal(maskPhoneNumber("+442079460018"), "+44 207 *** **18");
    assert.equal(maskPhoneNumber("+2904123"), "+*** **");
    assert.equal(maskPhoneNumber(undefined), "no number");
    assert.equal(maskPhoneNumber("04da6b54-80e4-46f7-96ec-b56ff0331ba9"), "a number that is not known yet");
  });

  it("leaves no known number in a list of its spellings", () => {
    const list = "206-555-0131, +12065550131, (206) 555-0131, 12065550131, 2065550131";
    assert.doesNotMatch(maskText(list, ["+12065550131"]), /555|0131/);
  });

  it("leaves no known number in a text, in any spacing", () => {
    const separators = fc.constantFrom("", " ", "-", ".", "(", ") ", "/", "\u00a0", "  ", "_", "\u200b", "%20");
    const property = fc.property(
      fc.array(separators, { minLength: 12, maxLength: 12 }),
      fc.string(),
      fc.string(),
      (gaps, before, after) => {
        const spaced = "+12065550100"
          .split("")
          .map((digit, index) => digit + gaps[index])
          .join("");
        const masked = maskText(`${before}${spaced}${after}`, ["+12065550100"]);
        assert.ok(!masked.replace(/[^\d*]/g, "").includes("2065550100"), masked);
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  it("masks numbers nobody told it about, and leaves ids and times alone", () => {
    assert.equal(maskText("calling +44 20 7946 0018 failed"), "calling +44 207 *** **18 failed");
    assert.equal(maskText("to 1-206-555-0100, or", ["+12065550100"]), "to +1 206 *** **00, or");
    const untouched = "contact 12065550-1000-4000-8000-123456789012 at 2026-01-01T10:20:30.123Z in 123456789012";
    assert.equal(maskText(untouched, ["+442079460018"]), untouched);
  });
});
