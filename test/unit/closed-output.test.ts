/** What the command line does when nobody reads on. */
import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { outliveItsReader } from "../../cli/closed-output";

describe("ringcheck into a pipe that closes", () => {
  const failing = (code: string) => {
    const stream = new PassThrough();
    outliveItsReader(stream);
    return () => stream.emit("error", Object.assign(new Error(`write ${code}`), { code }));
  };

  it("goes on without a word", () => {
    assert.doesNotThrow(failing("EPIPE"));
  });

  it("passes over no other error", () => {
    assert.throws(failing("ENOSPC"), /write ENOSPC/);
  });
});
