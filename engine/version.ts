// Versions as `pulumi version`, `go env GOVERSION` and package.json write them.

/** The first `1.2.3` or `1.2` in `text`, without a leading `v` or `go`; undefined where there is none. */
export function versionIn(text: string): string | undefined {
  return /\d+\.\d+(?:\.\d+)?/.exec(text)?.[0];
}

export function isAtLeast(version: string, floor: string): boolean {
  const parts = (text: string) => text.split(".").map(Number);
  const [have, want] = [parts(version), parts(floor)];
  for (let i = 0; i < want.length; i++) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
