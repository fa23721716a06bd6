/** The few operations of STS and IAM that clients of Connect ask on their way: a query protocol with XML answers. */
import type { Caller } from "../http/caller";

/** An answer of the query protocol. */
export interface QueryAnswer {
  operation: string;
  status: number;
  xml: string;
  error?: string;
}

const escaped = (text: string) => text.replace(/[^ -~]|[<>&"']/gu, (char) => `&#${char.codePointAt(0)};`);

interface Service {
  namespace: string;
  operations: Record<string, (caller: Caller, partition: string) => string>;
}

const user = (caller: Caller, partition: string) => `arn:${partition}:iam::${caller.account}:user/ringcheck`;

const STS: Service = {
  namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
  operations: {
    GetCallerIdentity: (caller, partition) =>
      `<Arn>${escaped(user(caller, partition))}</Arn><UserId>${escaped(caller.accessKeyId)}</UserId><Account>${caller.account}</Account>`,
  },
};

const IAM: Service = {
  namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
  operations: {
    GetUser: (caller, partition) =>
      `<User><Path>/</Path><UserName>ringcheck</UserName><UserId>${escaped(caller.accessKeyId)}</UserId><Arn>${escaped(user(caller, partition))}</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate></User>`,
    ListRoles: () => "<Roles></Roles><IsTruncated>false</IsTruncated>",
  },
};

/** By the API version that clients send along. */
const SERVICES: Record<string, Service> = { "2011-06-15": STS, "2010-05-08": IAM };

/** Answers a form-encoded request. */
export function answerQuery(form: URLSearchParams, caller: Caller, partition: string, requestId: string): QueryAnswer {
  const operation = form.get("Action") ?? "";
  const service = SERVICES[form.get("Version") ?? ""];
  const answer = service && Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
  if (!service || !answer) return refused(operation, requestId, service?.namespace);
  const result = `<${operation}Result>${answer(caller, partition)}</${operation}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  const xml = `<${operation}Response xmlns="${service.namespace}">${result}${metadata}</${operation}Response>`;
  return { operation, status: 200, xml };
}

function refused(operation: string, requestId: string, namespace: string | undefined): QueryAnswer {
  const name = operation === "" ? "MissingAction" : "InvalidAction";
  const words = `The simulator does not serve ${operation === "" ? "requests without an action" : operation}`;
  return { operation: operation || "POST /", ...errorAnswer(name, words, requestId, 400, namespace) };
}

/** An error of the query protocol. */
export function errorAnswer(
  name: string,
  message: string,
  requestId: string,
  status: number,
  namespace = STS.namespace,
) {
  const error = `<Error><Type>Sender</Type><Code>${escaped(name)}</Code><Message>${escaped(message)}</Message></Error>`;
  const xml = `<ErrorResponse xmlns="${namespace}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
  return { status, xml, error: name };
}
