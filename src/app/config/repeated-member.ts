// Finds a name that stands twice in one object of a JSON text: parsing keeps the last in silence.

/** The first name that stands twice in one object; undefined where there is none. The text must be JSON. */
export function repeatedMember(json: string): string | undefined {
  const objects: Set<string>[] = [];
  let text: string | undefined;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}:]/g)) {
    if (token === '{') objects.push(new Set());
    else if (token === '}') objects.pop();
    else if (token !== ':') text = token;
    else if (text !== undefined) {
      const name = String(JSON.parse(text));
      if (objects.at(-1)?.has(name)) return name;
      objects.at(-1)?.add(name);
    }
  }
  return undefined;
}
