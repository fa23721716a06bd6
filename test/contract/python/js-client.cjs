/**
 * The JavaScript SDK as a client of the scenario: one request per line of standard input, one answer per line of
 * standard output. Usage: js-client.cjs ENDPOINT
 */
const readline = require("node:readline");
const sdk = require("@aws-sdk/client-connect");

const client = new sdk.ConnectClient({
  endpoint: process.argv[2],
  region: "us-east-1",
  credentials: { accessKeyId: "333344445555", secretAccessKey: "ringcheck" },
  maxAttempts: 1,
});

/** The SDK wants dates where the wire has seconds. */
function typed(parameters) {
  const { TimeRange } = parameters;
  if (!TimeRange) return parameters;
  const date = (seconds) => new Date(seconds * 1000);
  return {
    ...parameters,
    TimeRange: { ...TimeRange, StartTime: date(TimeRange.StartTime), EndTime: date(TimeRange.EndTime) },
  };
}

async function run({ operation, parameters, pages }) {
  try {
    const answers = [];
    if (pages) {
      const paginate = sdk[`paginate${operation}`];
      for await (const page of paginate({ client, pageSize: 1 }, typed(parameters))) answers.push(page);
    } else {
      answers.push(await client.send(new sdk[`${operation}Command`](typed(parameters))));
    }
    return { answers: answers.map(({ $metadata, ...members }) => members) };
  } catch (error) {
    if (!error.$metadata?.requestId) throw error;
    return {
      error: error.name,
      status: error.$metadata.httpStatusCode,
      message: error.message,
      problems: error.problems ?? error.Problems,
    };
  }
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await run(JSON.parse(line)))}\n`);
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
