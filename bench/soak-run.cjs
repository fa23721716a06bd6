// One run of the provider in a process of its own, for the soak to kill: create or update, as the engine would ask for it.
const { provider } = require("../dist/verification/provider.js");

// Whoever asked is gone.
process.on("disconnect", () => process.exit());

process.on("message", async ({ olds, inputs }) => {
  const methods = provider(1, { config: { get: () => undefined } });
  let result;
  try {
    const { outs } = olds ? await methods.update("id", olds, inputs) : await methods.create(inputs);
    result = { outs };
  } catch (error) {
    // A verdict that is no pass leaves as an error that carries the outputs.
    result = { outs: error.properties, message: error.message };
  }
  process.send(result, () => process.disconnect());
});
